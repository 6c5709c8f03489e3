# Waits until the agent is in $1, for $2 seconds at most, and for $3 seconds without a command in the container; then
# becomes it: the rest are its arguments.
trap 'exit 0' TERM INT
home=$1
limit=$2
patience=$3
shift 3
age=0
idle=0
until [ -e "$home/ready" ]; do
    if [ "$age" -ge "$limit" ] || [ "$idle" -ge "$patience" ]; then exit 0; fi
    sleep 1 &
    wait $!
    age=$((age + 1))
    idle=$((idle + 1))
    for process in /proc/[0-9]*; do
        if [ "$process" != /proc/1 ]; then idle=0; fi
    done
done
exec "$home/faultline-agent/bin/faultline-agent" "$@"
