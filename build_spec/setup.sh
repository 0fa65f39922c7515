#!/bin/sh
# Everything `make run` and `make test` need, once; run again it finds that there is nothing to do.
# Without the rights to install system packages it prints the one line to run and goes on.
set -eu
cd "$(dirname "$0")/.."

pick_python() {
    for name in python3.11 python3 python3.14 python3.13 python3.12; do
        if command -v "$name" >/dev/null 2>&1 \
            && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$name"
            return
        fi
    done
}

# What a bare Debian lacks for Python's virtual environments, Qt's windows, the virtual screen, the build and its package.
system_packages() {
    command -v apt-get >/dev/null 2>&1 || return 0
    python=$(pick_python)
    wanted="python3-venv binutils dpkg-dev fontconfig libcups2 libdbus-1-3 libegl1 libgl1 libglib2.0-0 libgssapi-krb5-2 libx11-xcb1
        libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0
        libxcb-xkb1 libxkbcommon-x11-0 libxkbcommon0 xvfb"
    [ -n "$python" ] || wanted="python3 $wanted"
    # PyInstaller wants Python as a library; only Debian's own Python keeps it in a package apart.
    case "$(command -v "${python:-python3}" || true)" in
        /usr/bin/*) wanted="$wanted libpython$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')" ;;
    esac
    missing=""
    for name in $wanted; do
        # a newer Debian calls some of them NAMEt64
        dpkg-query -W -f '${Status}\n' "$name" "${name}t64" 2>/dev/null | grep -q "install ok installed" \
            || missing="$missing $name"
    done
    [ -n "$missing" ] || return 0
    if [ "$(id -u)" = 0 ]; then
        root=""
    elif command -v sudo >/dev/null 2>&1 && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
        root="sudo"
    else
        echo "Some system packages are missing. Someone with the rights runs:  sudo apt-get install$missing"
        return 0
    fi
    echo "Installing system packages:$missing"
    log=$(mktemp)
    # shellcheck disable=SC2086
    if $root apt-get update >"$log" 2>&1 \
        && $root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $missing >>"$log" 2>&1; then
        rm -f "$log"
    else
        tail -n 15 "$log"
        echo "The system packages could not be installed. Going on without them; later run:  sudo apt-get install$missing"
    fi
}

system_packages

python=$(pick_python)
if [ -z "$python" ]; then
    echo "Python 3.11 or newer is needed and was not found."
    exit 1
fi

stamp=$( { cat build_spec/requirements.txt build_spec/requirements-dev.txt pyproject.toml build_spec/setup.sh
           "$python" -c 'import sys; print(sys.version, sys.prefix)'; pwd; } | cksum)
if [ ! -x .venv/bin/crm-desktop ] || [ "$(cat .venv/ready 2>/dev/null || true)" != "$stamp" ]; then
    echo "Setting up .venv with $("$python" -V)"
    rm -f .venv/ready
    "$python" -m venv --clear .venv
    .venv/bin/python -m pip install -qq --disable-pip-version-check --require-hashes --only-binary :all: \
        -r build_spec/requirements.txt -r build_spec/requirements-dev.txt
    .venv/bin/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
    echo "$stamp" >.venv/ready
fi

made=resources/forms/compiled/index.json
if [ ! -e "$made" ] || [ -n "$(find resources/forms/*.yaml build_spec/compile_forms.py -newer "$made")" ]; then
    .venv/bin/python build_spec/compile_forms.py
fi
made=resources/i18n/zh_TW/LC_MESSAGES/crm_desktop.mo
if [ ! -e "$made" ] || [ -n "$(find resources/i18n \( -name '*.po' -o -name '*.yaml' \) -newer "$made")" ]; then
    .venv/bin/python build_spec/catalogues.py compile
fi
