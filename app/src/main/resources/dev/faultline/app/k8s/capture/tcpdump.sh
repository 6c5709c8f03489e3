# Runs "$@" (tcpdump) so that it ends when the desktop goes, whatever it is stuck in. $1 is the silence, in seconds,
# after which the desktop counts as gone. Prints nothing to standard output. POSIX sh, sleep, date and kill suffice.
limit=$1
shift
exec 3<&0
"$@" </dev/null 3<&- &
dump=$!
(
    trap 'quiet=0' USR1
    echo "faultline: ready" >&2
    exec >/dev/null 2>&1 3<&-
    quiet=0
    while [ "$quiet" -lt "$limit" ]; do
        sleep 1
        quiet=$((quiet + 1))
    done
    kill -9 "$dump"
) &
watch=$!
(
    exec >/dev/null
    while read -r word <&3; do
        case $word in
        beat) kill -USR1 "$watch" ;;
        count) kill -USR1 "$dump" ;;
        end) break ;;
        esac
    done
    kill -TERM "$dump"
) &
hear=$!
(
    exec >/dev/null 3<&-
    while echo "faultline: time $(date +%s%N)" >&2; do
        sleep 1 2>/dev/null
    done
) &
say=$!
exec 3<&-
wait "$dump"
status=$?
kill -9 "$watch" "$hear" "$say" 2>/dev/null
exit "$status"
