#!/usr/bin/env bash
# The step of action.yml: annotations on standard output, the report in the step's summary, the worst status at the end.
set -euo pipefail

# A step's summary may have a megabyte.
most_summary=1000000

lines() { # the lines of a text that are not blank, one argument each, in the array `found`
    found=()
    while IFS= read -r line; do
        line="${line#"${line%%[![:space:]]*}"}"
        line="${line%"${line##*[![:space:]]}"}"
        if [ -n "$line" ]; then found+=("$line"); fi
    done <<<"$1"
}

program="${WIC_PROGRAM:-}"
if [ -z "$program" ]; then
    root="$RUNNER_TEMP/wic-verify"
    printf '::group::building wic-verify\n'
    cargo install --quiet --locked --root "$root" --path "$GITHUB_ACTION_PATH"
    printf '::endgroup::\n'
    program="$root/bin/wic-verify"
fi

options=(--format github --today "${WIC_TODAY:-$(date -u +%F)}")
if [ -n "${WIC_FAIL_ON:-}" ]; then options+=(--fail-on "$WIC_FAIL_ON"); fi
# Code scanning shows suppressed results as if they counted.
if [ -n "${WIC_SARIF:-}" ]; then
    options+=(--hide-suppressed)
    mkdir -p "$WIC_SARIF"
fi

scratch="$(mktemp -d)"
trap 'rm -rf "$scratch"' EXIT
status=0
verdict=pass
number=0

run() { # one report: the command's arguments
    local code=0 extra=()
    number=$((number + 1))
    if [ -n "${WIC_SARIF:-}" ]; then extra=(--output "sarif:$WIC_SARIF/wic-verify-$number.sarif"); fi
    "$program" "$@" "${options[@]}" --output "markdown:$scratch/summary.md" --output "jsonl:$scratch/report.jsonl" ${extra[@]+"${extra[@]}"} || code=$?
    if [ "$code" -gt "$status" ]; then status=$code; fi
    if [ ! -s "$scratch/report.jsonl" ]; then return; fi
    # The first line is the report's head.
    case "$(head -n 1 "$scratch/report.jsonl" | grep -o '"verdict":"[a-z]*"' | head -n 1)" in
        *block*) verdict=block ;;
        *warn*) if [ "$verdict" = pass ]; then verdict=warn; fi ;;
    esac
    if [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then
        head -c "$most_summary" "$scratch/summary.md" >>"$GITHUB_STEP_SUMMARY"
        printf '\n' >>"$GITHUB_STEP_SUMMARY"
    fi
    rm -f "$scratch/report.jsonl"
}

lines "${WIC_SOURCES:-}"
sources=(${found[@]+"${found[@]}"})
lines "${WIC_PATHS:-}"
paths=(${found[@]+"${found[@]}"})
if [ "${#paths[@]}" -eq 0 ]; then
    printf '::error title=wic-verify::no paths were given\n'
    exit 2
fi

case "${WIC_COMMAND:-gate}" in
    gate)
        for path in "${paths[@]}"; do
            if [ "${#sources[@]}" -gt 0 ]; then run gate "$path" --sources "${sources[@]}"; else run gate "$path"; fi
        done
        ;;
    check) run check "${paths[@]}" ;;
    *)
        printf '::error title=wic-verify::the command is gate or check\n'
        exit 2
        ;;
esac

if [ -n "${GITHUB_OUTPUT:-}" ]; then printf 'verdict=%s\n' "$verdict" >>"$GITHUB_OUTPUT"; fi
exit "$status"
