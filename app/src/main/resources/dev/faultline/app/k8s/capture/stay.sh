# Keeps the container for $1 seconds at most, and for $2 seconds without a command in it.
trap 'exit 0' TERM INT
age=0
idle=0
while [ "$age" -lt "$1" ] && [ "$idle" -lt "$2" ]; do
    sleep 2 &
    wait $!
    age=$((age + 2))
    set -- "$1" "$2" /proc/[0-9]*
    if [ $# -gt 3 ]; then idle=0; else idle=$((idle + 2)); fi
    set -- "$1" "$2"
done
