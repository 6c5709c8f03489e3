# Becomes the first process of a container: "$@", with files of its own in $1, an empty folder, and no right but to open
# packet sockets. $2 is a Java runtime, there as /java; $3 are files of the image, there as /faultline-agent, or "-"; $4
# is a program that the image lacks, or "-". To be run in mount and process namespaces of its own.
set -e
root=$1
java=$2
image=$3
lacks=$4
shift 4
mount -t tmpfs -o size=600m,mode=755 tmpfs "$root"
cd "$root"
mkdir proc sys dev tmp usr java etc faultline-agent
for each in bin sbin lib lib32 lib64; do
    if [ -L "/$each" ]; then
        cp -P "/$each" .
    elif [ -d "/$each" ]; then
        mkdir "$each"
        mount --bind "/$each" "$each"
    fi
done
mount --bind /usr usr
[ "$lacks" = - ] || mount --bind /dev/null "usr/bin/$lacks"
mount --bind "$java" java
[ "$image" = - ] || mount --bind "$image" faultline-agent
mount -t proc proc proc
mount -t sysfs -o ro sysfs sys
mount --rbind /dev dev
mount -t tmpfs -o size=500m,mode=1777 tmpfs tmp
cp /etc/ld.so.cache /etc/passwd etc
mount -o remount,ro,bind .
echo up
exec chroot . setpriv --bounding-set=-all,+net_raw --inh-caps=-all --no-new-privs "$@"
