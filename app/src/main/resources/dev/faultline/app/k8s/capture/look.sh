# Says what an agent that is to be sent to $1 will find: the machine, and what is there or missing.
echo "machine $(uname -m)"
[ -e "$1/ready" ] && echo ready
command -v tar >/dev/null 2>&1 && command -v gzip >/dev/null 2>&1 && echo tar
command -v sha256sum >/dev/null 2>&1 && command -v head >/dev/null 2>&1 && echo tools
for loader in /lib*/ld-linux-*.so.* /lib/*/ld-linux-*.so.* /usr/lib*/ld-linux-*.so.*; do
    if [ -e "$loader" ]; then
        echo glibc
        break
    fi
done
exit 0
