#!/bin/sh
# Everything that has to be on the machine before the Makefile's verbs can work.
#
#   sh setup.sh venv            .venv with requirements.txt
#   sh setup.sh test            the same, and what the tests need
#   sh setup.sh browser         Chromium, for the browser tests
#   sh setup.sh bubblewrap      bubblewrap, and that it may make a sandbox here
#   sh setup.sh debian PACKAGE… install Debian packages when that is allowed, else name them
#   sh setup.sh lock            make constraints.txt anew
#
# Each verb returns at once when there is nothing to do, and says one sentence when it cannot go on.
set -eu
cd "$(dirname "$0")"
here=$(pwd -P)
unset PYTHONPATH PYTHONHOME

say() { printf '%s\n' "$*" >&2; }
fail() { say "$@"; exit 1; }

# --- Debian packages ----------------------------------------------------------------------------

as_root() {
    if [ "$(id -u)" = 0 ]; then echo env; return; fi
    command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null && echo "sudo -n env"
}

apt_install() { # packages → status 0 when they are installed now
    command -v apt-get >/dev/null 2>&1 || return 1
    root=$(as_root) || return 1
    say "Installing $* with apt-get …"
    set -- $root DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install "$@"
    "$@" </dev/null >/dev/null 2>&1 && return
    $root apt-get -qq update </dev/null >/dev/null 2>&1 || true # a new machine has no package lists
    "$@" </dev/null >/dev/null 2>&1
}

debian() { # packages
    missing=
    for package in "$@"; do
        dpkg -s "$package" 2>/dev/null | grep -q '^Status: install ok installed' || missing="$missing $package"
    done
    # shellcheck disable=SC2086  # a list of words
    [ -z "$missing" ] || apt_install $missing || fail "Missing:$missing. Run: sudo apt-get install$missing"
}

find_browser() {
    for name in chromium chromium-browser google-chrome; do # as tests/browser.py looks for it
        "$name" --version >/dev/null 2>&1 && return
    done
    return 1
}

browser() {
    find_browser && return
    apt_install chromium || true
    find_browser || fail "Chromium is missing and may not be installed: sudo apt-get install chromium (on Ubuntu: snap install chromium)."
}

bubblewrap() {
    command -v bwrap >/dev/null 2>&1 || apt_install bubblewrap ||
        fail "bubblewrap is missing and may not be installed: sudo apt-get install bubblewrap."
    bwrap --ro-bind / / --unshare-user --unshare-pid --unshare-net true 2>/dev/null ||
        fail "bubblewrap may not make a sandbox here; Ubuntu 23.10 and later allow it after" \
            "sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0."
}

# --- Python -------------------------------------------------------------------------------------

in_range() { "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' >/dev/null 2>&1; }

choose_python() { # the user's own python3 first, so that what was set up by hand or by CI is what is used
    for name in ${PYTHON:-python3 python3.13 python3.12 python3.11}; do
        if in_range "$name"; then command -v "$name"; return; fi
    done
    if [ -n "${PYTHON:-}" ]; then
        fail "PYTHON=$PYTHON is not a Python 3.11, 3.12 or 3.13 that runs."
    fi
    fail "Python 3.11, 3.12 or 3.13 is needed, and none was found: sudo apt-get install python3 python3-venv" \
        "(or name one: make PYTHON=/path/to/python3.13)."
}

usable() { # .venv was finished, was made here, and runs
    [ ! -e .venv/.unfinished ] && in_range .venv/bin/python && .venv/bin/python -c 'import pip' 2>/dev/null &&
        head -n 3 .venv/bin/pip 2>/dev/null | grep -qF "$here/.venv/bin/python"
}

other_python() { # PYTHON names another version than the one .venv was made with
    [ -n "${PYTHON:-}" ] && version='import sys; print(sys.version_info[:2])' &&
        [ "$("$PYTHON" -c "$version")" != "$(.venv/bin/python -c "$version")" ]
}

make_venv() {
    python=$(choose_python)
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        version=$("$python" -c 'import sys; print("python%d.%d" % sys.version_info[:2])')
        debian "$version-venv"
    fi
    say "Making .venv with $("$python" --version) ($python) …"
    rm -rf .venv
    mkdir .venv
    : >.venv/.unfinished
    "$python" -m venv .venv || fail "$python could not make .venv."
}

explain_pip() { # one sentence from pip's log
    if grep -qE 'NewConnectionError|name resolution|Name or service|ConnectTimeout|ReadTimeout|ProxyError|unreachable|from versions: none' "$1"; then
        fail "pip cannot reach the package index: connect to the network and run make again (all pip said: $1)."
    fi
    fail "pip could not install the requirements: $(grep '^ERROR' "$1" | head -n 1) (all pip said: $1)."
}

key() { # changes when what is to be installed changes, the checkout is moved, or Python is another
    { cat requirements.txt constraints.txt pyproject.toml; echo "$here"; .venv/bin/python -VV; } | sha256sum
}

install() { # level, pip's arguments
    level=$1; shift
    [ -z "${PYTHON:-}" ] || choose_python >/dev/null
    if ! usable || other_python; then make_venv; fi
    [ "$(cat ".venv/.ready-$level" 2>/dev/null)" = "$(key)" ] && return
    [ "$level" = test ] || [ "$(cat .venv/.ready-test 2>/dev/null)" != "$(key)" ] || return 0 # more than asked
    say "Installing what requirements.txt asks for into .venv (a few minutes when everything is downloaded) …"
    : >.venv/.unfinished
    log=.venv/pip.log
    .venv/bin/python -m pip --disable-pip-version-check --no-input install "$@" >"$log" 2>&1 </dev/null ||
        { rm -f .venv/.unfinished; explain_pip "$log"; } # pip undoes what it could not finish
    key >".venv/.ready-$level"
    rm -f .venv/.unfinished
}

lock() {
    python=$(choose_python)
    mkdir -p _build
    "$python" -m venv _build/uv
    _build/uv/bin/python -m pip -q --disable-pip-version-check install uv==0.13.8
    grep -v '^-' requirements.txt >_build/direct.txt
    {
        echo '# Every package that requirements.txt and the extra "test" bring, for Python 3.11 to 3.13.'
        echo '# Made by `make lock`; not edited by hand.'
        _build/uv/bin/uv pip compile --quiet --universal --python-version 3.11 --no-header --no-annotate \
            --no-emit-index-url --upgrade --extra test _build/direct.txt pyproject.toml
    } >_build/constraints.txt
    mv _build/constraints.txt constraints.txt
}

verb=${1:-}
[ $# -gt 0 ] && shift
case $verb in
    venv) install venv -r requirements.txt ;;
    test) install test -r requirements.txt -e '.[test]' ;;
    browser | bubblewrap | lock) "$verb" ;;
    debian) debian "$@" ;;
    *) fail "usage: sh setup.sh venv|test|browser|bubblewrap|debian PACKAGE…|lock" ;;
esac
