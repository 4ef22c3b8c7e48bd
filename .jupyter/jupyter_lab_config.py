"""JupyterLab as `make lab` opens it: no news, no look for updates, nothing asked of another host.

Used through JUPYTER_CONFIG_PATH; labconfig/ beside this file holds the settings of the page itself.
"""

c = get_config()  # noqa: F821  (Jupyter puts it there)
c.LabApp.news_url = None
c.LabApp.check_for_updates_class = "jupyterlab.handlers.announcements.NeverCheckForUpdate"
c.LabApp.extension_manager = "readonly"
