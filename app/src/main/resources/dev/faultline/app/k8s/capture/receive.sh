# Receives $2 bytes into a file in $1, and unpacks them by the commands $4 when their SHA-256 is $3. What came before
# a cut is kept. Each piece is announced by its length on a line, and acknowledged before the next one comes: so
# nothing is read ahead and lost, and no more is under way than is taken.
umask 077
mkdir -p "$1" && cd "$1" || exit 1
size() {
    if [ -f sent ]; then wc -c <sent; else echo 0; fi
}
have=$(($(size)))
echo "have $have"
while [ "$have" -lt "$2" ]; do
    read -r length || exit 1
    head -c "$length" >>sent || exit 1
    have=$(($(size)))
    echo "have $have"
done
if ! echo "$3  sent" | sha256sum -c - >/dev/null 2>&1; then
    rm -f sent
    echo damaged
    exit 1
fi
rm -rf faultline-agent
sh -c "$4" <sent || exit 1
rm -f sent
: >ready
echo done
