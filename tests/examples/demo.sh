#!/bin/sh
# demo.sh PROGRAM: the queries that the service documents, each as its canonical URL and as a table
# of the sample referrals that it selects. No network.
set -eu

program=$1
data=$(CDPATH='' cd -- "$(dirname -- "$0")/../data" && pwd)
columns=id,status,substatus,type,direction,createdDateTime
wrong=0

while IFS= read -r query || [ -n "$query" ]; do
    case $query in
        '') continue ;;
        '#'*)
            printf '%s\n' "$query"
            continue
            ;;
    esac
    printf '\n%s\n' "$query"
    if url=$("$program" url "$query") &&
        table=$("$program" query --output table --columns "$columns" "$query" "$data/referrals.json"); then
        printf '  -> %s\n\n' "$url"
        printf '%s\n' "$table" | sed 's/^/  /'
    else
        wrong=$((wrong + 1))
    fi
done <"$data/documented-requests.txt"

[ "$wrong" = 0 ] || {
    echo "$wrong of these queries were refused" >&2
    exit 1
}
