# What the scripts of this folder share. Sourced by bash, from the project's root.

out=build/out
bin=build/bin
stamps=$out/stamps

# How the programs are put together. The tag webkit2_41 is more than a version: without
# it the window library drops the headers of every answer, the content policy with them.
window_tags=desktop,production,webkit2_41
browser_tags=dev,webkit2_41,e2e

say() { printf '%s\n' "$*"; }
fail() {
  printf '\n%s\n' "$*" >&2
  exit 1
}

# version names this state of the project, for --version and the first screen.
version() { git describe --tags --always --dirty 2>/dev/null || echo unversioned; }

# digest prints one hash over the names and contents of files and folders.
digest() {
  find "$@" -type f -not -path '*/node_modules/*' -not -path '*/wailsjs/*' -print0 2>/dev/null |
    LC_ALL=C sort -z | xargs -0 -r sha256sum | sha256sum | cut -d' ' -f1
}

# unless_done NAME HASH COMMAND… runs the command only if it has not ended well with
# this hash before, and what it makes is still there (DONE_NEEDS, a path).
unless_done() {
  local name=$1 hash=$2
  shift 2
  if [ "$(cat "$stamps/$name" 2>/dev/null)" = "$hash" ] && { [ -z "${DONE_NEEDS:-}" ] || [ -e "$DONE_NEEDS" ]; }; then
    return 0
  fi
  mkdir -p "$stamps"
  rm -f "$stamps/$name"
  "$@" && printf '%s\n' "$hash" >"$stamps/$name"
}

npm_packages() {
  say "Fetching the front end's packages (npm ci)…"
  npm --prefix frontend ci --no-audit --no-fund --loglevel=error
}

# packages of the front end, fetched again only when the lock file has changed.
frontend_packages() {
  DONE_NEEDS=frontend/node_modules/.package-lock.json \
    unless_done npm "$(digest frontend/package-lock.json)" npm_packages
}

frontend_hash() {
  digest frontend/src frontend/index.html frontend/package.json frontend/package-lock.json \
    frontend/vite.config.ts frontend/tsconfig.json frontend/scripts
}

vite_build() {
  say "Building the front end…"
  npm --prefix frontend run --silent build -- --logLevel warn
}

# the built front end, made again only when its sources have changed.
frontend_build() {
  frontend_packages &&
    DONE_NEEDS=frontend/dist/index.html unless_done frontend "$(frontend_hash)" vite_build
}

go_hash() { digest go.mod go.sum app internal seeds frontend/embed.go frontend/dist; }

go_build() {
  say "Building the programs…"
  local stamp="-s -w -X main.version=$(version)"
  go build -trimpath -ldflags "$stamp" -o $bin/articula ./app/cli &&
    go build -tags $window_tags -trimpath -ldflags "$stamp" -o $bin/articula-desktop ./app
}

# both programs, made again only when their sources or the version have changed.
programs_build() {
  mkdir -p $bin
  DONE_NEEDS=$bin/articula-desktop unless_done programs "$(go_hash)-$(version)" go_build
}

# bindings INTO writes the TypeScript of the bound methods below a folder.
bindings() {
  local into work
  into=$(realpath "$1")
  work=$(mktemp -d)
  mkdir -p $out
  go build -tags bindings -o "$work/bindings" ./app &&
    cp wails.json "$work/" &&
    (cd "$work" && tsoutputtype=interfaces ./bindings >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }) &&
    find "$work/frontend/src/wailsjs" -type f -exec chmod 644 {} + &&
    rm -rf "$into/wailsjs" &&
    cp -r "$work/frontend/src/wailsjs" "$into/"
  local code=$?
  rm -rf "$work"
  return $code
}
