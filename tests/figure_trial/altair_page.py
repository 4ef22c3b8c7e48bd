"""The trial figure with Vega-Altair: the formula is an expression of Vega, evaluated in the page."""

import altair as alt

# author's lines begin
T = alt.param(name="T", value=1, bind=alt.binding_range(min=0.1, max=10, step=0.1, name="temperature T "))
scores = alt.Data(values=[{"score": "0.3", "z": 0.3}, {"score": "2.9", "z": 2.9}, {"score": "4.0", "z": 4.0}])
base = (
    alt.Chart(scores, width=280, height=180)
    .transform_calculate(e="exp((datum.z - 4) / T)")
    .transform_joinaggregate(total="sum(e)")
    .transform_calculate(p="datum.e / datum.total")
)
x = alt.X("score:N", axis=alt.Axis(labelAngle=0))
y = alt.Y("p:Q", title="probability", scale=alt.Scale(domain=[0, 1]))
bars = base.mark_bar().encode(x=x, y=y)
numbers = base.mark_text(dy=-6).encode(x=x, y=y, text=alt.Text("p:Q", format=".3f"))
sentence = (
    base.transform_filter("datum.score == '4.0'")
    .transform_calculate(s="'At T = ' + format(T, '.2f') + ' the largest has ' + format(datum.p, '.3f')")
    .mark_text(align="left").encode(x=alt.value(0), y=alt.value(-12), text="s:N")
)
chart = (bars + numbers + sentence).add_params(T).properties(
    description="Three bars, one for each score; a low temperature gives the largest nearly everything.")
# author's lines end


def page():
    """A page with everything inside, so that nothing comes from another host."""
    return chart.to_html(inline=True, embed_options={"renderer": "svg", "actions": False})
