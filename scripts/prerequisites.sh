#!/bin/sh
# Says in one message which of the tools that a checkout needs are missing or
# too old, and where to get them. It is a shell script because without Go there
# is no tieline to say so.
#
#   scripts/prerequisites.sh        exits 1 if anything is missing
set -u

missing=""
lack() { missing="$missing
  $1"; }

# at_least WANT HAVE: whether version HAVE is no older than WANT, by two numbers.
at_least() {
    echo "$1 $2" | awk '{ split($1, want, "."); split($2, have, ".")
        exit !(have[1] + 0 > want[1] + 0 || have[1] + 0 == want[1] + 0 && have[2] + 0 >= want[2] + 0) }'
}

# tool NAME WANT HAVE ADVICE: HAVE is empty if the tool is not there.
tool() {
    if [ -z "$3" ]; then
        lack "$1 is missing, $2 or newer is needed: $4"
    elif ! at_least "$2" "$3"; then
        lack "$1 is $3, $2 or newer is needed: $4"
    fi
}

# Functions run on Linux, here as on AWS.
[ "$(uname -s)" = Linux ] || lack "Linux is needed, this is $(uname -s): use a virtual machine, or WSL on Windows"

# GOTOOLCHAIN=local asks for the Go that is installed, not one it could fetch.
tool Go 1.26 "$(GOTOOLCHAIN=local go version 2>/dev/null | sed -n 's/^go version go\([0-9.]*\).*/\1/p')" \
    "https://go.dev/dl/"
tool Node.js 20.0 "$(node --version 2>/dev/null | sed -n 's/^v//p')" \
    "https://nodejs.org/en/download"
tool npm 9.0 "$(npm --version 2>/dev/null | tail -n 1)" \
    "it comes with Node.js; on Debian and Ubuntu: apt-get install npm"
tool Python 3.10 "$(python3 --version 2>/dev/null | sed -n 's/^Python //p')" \
    "https://www.python.org/downloads/"
tool make 3.81 "$(make --version 2>/dev/null | sed -n '1s/[^0-9]*\([0-9.]*\).*/\1/p')" \
    "on Debian and Ubuntu: apt-get install make"
if command -v python3 >/dev/null 2>&1 && ! python3 -c 'import venv, ensurepip' 2>/dev/null; then
    lack "Python cannot make virtual environments: on Debian and Ubuntu: apt-get install python3-venv"
fi

if [ -n "$missing" ]; then
    echo "Tieline cannot be built or run here:$missing" >&2
    exit 1
fi
