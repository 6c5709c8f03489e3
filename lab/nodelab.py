#!/usr/bin/env python3
"""Two "nodes" of a cluster in network namespaces, with what kube-proxy and an overlay do to packets, captured at several places at once.

usage: nodelab.py DIR [scenario ...]     (as root; needs iproute2, iptables, nft, dumpcap, editcap; ends by itself and leaves nothing behind)

    pod-a -- veth -- cni0 | node-a | flannel.1 (VXLAN) -- eth0 == wire == eth0 -- flannel.1 | node-b | cni0 -- veth -- pod-b

Service 10.96.0.10 is translated (DNAT) on node-a: port 80 to pod-b:8080, UDP port 53 to pod-b:53. For each scenario:
SCENARIO-node-a.pcapng and -node-b.pcapng, each with all four interfaces of its node, and SCENARIO.json with the truth: between which two
places packets were lost, and which way. The clock of node-b is ahead in some.
"""
import json, os, signal, subprocess, sys, time

POD_A, POD_B, SERVICE = "10.244.1.2", "10.244.2.2", "10.96.0.10"
NODES = ("node-a", "node-b")
INTERFACES = ("veth0", "cni0", "flannel.1", "eth0")
PREFIX = f"fl{os.getpid()}"


def sh(command):
    subprocess.run(command, shell=True, check=True, stdout=subprocess.DEVNULL)


def ns(name):
    return f"{PREFIX}-{name}"


def inside(name, command):
    sh(f"ip netns exec {ns(name)} {command}")


def build():
    for name in ("pod-a", "pod-b", "wire") + NODES:
        sh(f"ip netns add {ns(name)}")
        inside(name, "ip link set lo up")
    inside("wire", "ip link add switch type bridge")
    inside("wire", "ip link set switch up")
    for node in NODES:
        sh(f"ip link add eth0 netns {ns(node)} type veth peer name {node} netns {ns('wire')}")
        inside("wire", f"ip link set {node} master switch up")
    for i, (node, pod) in enumerate((("node-a", "pod-a"), ("node-b", "pod-b")), 1):
        other = 3 - i
        sh(f"ip link add veth0 netns {ns(node)} type veth peer name eth0 netns {ns(pod)}")
        inside(node, f"ip addr add 192.168.77.{i}/24 dev eth0")
        inside(node, "ip link set eth0 up")
        inside(node, "ip link add cni0 type bridge")
        inside(node, f"ip addr add 10.244.{i}.1/24 dev cni0")
        inside(node, "ip link set veth0 master cni0 up")
        inside(node, "ip link set cni0 up")
        inside(node, f"ip link add flannel.1 type vxlan id 1 dstport 8472 local 192.168.77.{i} remote 192.168.77.{other} dev eth0")
        inside(node, f"ip addr add 10.244.{i}.0/32 dev flannel.1")
        inside(node, "ip link set flannel.1 up")
        inside(node, f"ip route add 10.244.{other}.0/24 via 10.244.{other}.0 dev flannel.1 onlink")
        inside(node, "sysctl -qw net.ipv4.ip_forward=1")
        inside(pod, f"ip addr add 10.244.{i}.2/24 dev eth0")
        inside(pod, "ip link set eth0 mtu 1450 gso_max_segs 1 up")
        inside(pod, f"ip route add default via 10.244.{i}.1")
        # one packet on the wire is one in the capture
        for place, link in ((pod, "eth0"), (node, "veth0"), (node, "eth0"), (node, "flannel.1")):
            subprocess.run(f"ip netns exec {ns(place)} ethtool -K {link} tso off gso off gro off tx off", shell=True,
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    inside("node-a", f"iptables -t nat -A PREROUTING -d {SERVICE} -p tcp --dport 80 -j DNAT --to-destination {POD_B}:8080")
    inside("node-a", f"iptables -t nat -A PREROUTING -d {SERVICE} -p udp --dport 53 -j DNAT --to-destination {POD_B}:53")


def demolish():
    for name in ("pod-a", "pod-b", "wire") + NODES:
        subprocess.run(f"ip netns del {ns(name)}", shell=True, stderr=subprocess.DEVNULL)


PEER = r'''
import socket, sys, time
role, host, port, source, sends, answers, wait = sys.argv[1], sys.argv[2], *map(int, sys.argv[3:7]), float(sys.argv[7])
def take(s, n):
    while n > 0:
        got = s.recv(min(n, 65536))
        if not got: return
        n -= len(got)
if role == "server":
    l = socket.socket(); l.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1); l.bind((host, port)); l.listen(8); l.settimeout(40)
    while True:
        c, _ = l.accept(); c.settimeout(30)
        try:
            take(c, sends); c.sendall(b"a" * answers); c.recv(1)
        except OSError: pass
        c.close()
else:
    s = socket.socket(); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1); s.bind(("", source)); s.settimeout(wait)
    try:
        s.connect((host, port)); s.sendall(b"q" * sends); take(s, answers)
    except OSError as e: print(e)
    s.close()
'''


# A resolver that knows one address, and one that asks it.
NAMES = r'''
import socket, sys
role, host, source = sys.argv[1], sys.argv[2], int(sys.argv[3])
QUESTION = b"\x05lab42\x07example\x03net\x00\x00\x01\x00\x01"
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
if role == "server":
    s.bind((host, 53)); s.settimeout(60)
    while True:
        query, client = s.recvfrom(512)
        s.sendto(query[:2] + b"\x81\x80\x00\x01\x00\x01\x00\x00\x00\x00" + QUESTION + b"\xc0\x0c\x00\x01\x00\x01\x00\x00\x00\x3c\x00\x04\xc0\x00\x02\x07", client)
else:
    s.bind(("", source)); s.settimeout(1)
    s.sendto(source.to_bytes(2, "big") + b"\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00" + QUESTION, (host, 53))
    try: s.recv(512)
    except OSError as e: print(e)
'''
# Three echo requests.
PING = r'''
import socket, sys, time
def checksum(data):
    total = sum(int.from_bytes(data[i:i + 2], "big") for i in range(0, len(data), 2))
    while total > 0xffff: total = (total & 0xffff) + (total >> 16)
    return 0xffff - total
s = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP); s.settimeout(1)
for number in range(1, 4):
    rest = b"\x4c\x42" + number.to_bytes(2, "big") + b"lab42lab"
    s.sendto(b"\x08\x00" + checksum(b"\x08\x00\x00\x00" + rest).to_bytes(2, "big") + rest, (sys.argv[1], 0))
    s.recv(512); time.sleep(0.2)
'''
DNS_LENGTHS = {"c2s": 28 + 12 + 23, "s2c": 28 + 12 + 23 + 16}


def peer(place, *args, program=None):
    return subprocess.Popen(["ip", "netns", "exec", ns(place), sys.executable, "-c", program or PEER] + [str(a) for a in args],
                            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


# The seven stretches between the eight places, and for each direction who can drop there: namespace, nft family and chain, match.
PLACES = [f"node-a/{link}" for link in ("veth0", "cni0", "flannel.1", "eth0 in vxlan")] + \
         [f"node-b/{link}" for link in ("eth0 in vxlan", "flannel.1", "cni0", "veth0")]
STRETCHES = {
    "c2s": [("node-a", "netdev", 'hook ingress device "veth0"', ""),
            ("node-a", "ip", "hook forward", f"ip daddr {POD_B}"),
            ("node-a", "netdev", 'hook egress device "eth0"', "udp dport 8472"),
            ("wire", "bridge", "hook forward", 'iifname "node-a" udp dport 8472'),
            ("node-b", "ip", "hook input", "udp dport 8472"),
            ("node-b", "ip", "hook forward", f"ip daddr {POD_B}"),
            ("node-b", "netdev", 'hook egress device "veth0"', "")],
    "s2c": [("node-a", "netdev", 'hook egress device "veth0"', ""),
            ("node-a", "ip", "hook forward", f"ip saddr {POD_B}"),
            ("node-a", "ip", "hook input", "udp dport 8472"),
            ("wire", "bridge", "hook forward", 'iifname "node-b" udp dport 8472'),
            ("node-b", "netdev", 'hook egress device "eth0"', "udp dport 8472"),
            ("node-b", "ip", "hook forward", f"ip saddr {POD_B}"),
            ("node-b", "netdev", 'hook ingress device "veth0"', "")],
}
VXLAN = 50
HANDSHAKE = 60


class Loss:
    """While it is entered, packets are lost on one stretch in one direction: every ninth large one, or all of that length."""

    def __init__(self, stretch, direction, length=None):
        self.where, self.family, hook, match = STRETCHES[direction][stretch]
        wrapped = VXLAN if "8472" in match else 0
        which = f"ip length {length + wrapped}" if length else "ip length > 1000 numgen inc mod 9 == 4"
        self.rules = f"table {self.family} lab {{ chain lab {{ type filter {hook} priority 0; {match} {which} counter drop; }}; }};"
        passed = PLACES[stretch:stretch + 2]
        self.between = passed if direction == "c2s" else passed[::-1]

    def __enter__(self):
        subprocess.run(["ip", "netns", "exec", ns(self.where), "nft", "-f", "-"], input=self.rules, text=True, check=True)

    def __exit__(self, *failure):
        inside(self.where, f"nft delete table {self.family} lab")


class NoLoss:
    between = None

    def __enter__(self):
        pass

    def __exit__(self, *failure):
        pass


class Rule:
    """An iptables rule of a node that drops, while it is entered."""

    def __init__(self, node, rule, between):
        self.node, self.rule, self.between = node, rule, between

    def __enter__(self):
        inside(self.node, f"iptables -A {self.rule}")

    def __exit__(self, *failure):
        inside(self.node, f"iptables -D {self.rule}")


SOME = "-m length --length 1000: -m statistic --mode nth --every 9 --packet 4 -j DROP"


def healthy():
    return [transfer(45001, NoLoss(), None, 3000, 20000)]


def healthy_mixed():
    """What else is well: to the pod itself, data both ways, many short connections, DNS through the Service, pings."""
    flows = [transfer(45010 + i, NoLoss(), None, 10 + i, 3000 * i) for i in range(5)]
    flows.append(transfer(45020, NoLoss(), None, 2000, 2000, target=(POD_B, 9090)))
    server = peer("pod-b", "server", POD_B, 0, program=NAMES)
    time.sleep(0.5)
    for i in range(3):
        peer("pod-a", "client", SERVICE, 45030 + i, program=NAMES).wait(5)
        flows.append(flow(45030 + i, SERVICE, 53, [], None, None))
    server.kill()
    server.wait()
    peer("pod-a", POD_B, program=PING).wait(10)
    return flows


def encapsulated():
    rule = Rule("node-a", f"OUTPUT -o eth0 -p udp --dport 8472 {SOME}", ["node-a/flannel.1", "node-a/eth0 in vxlan"])
    return [transfer(45001, rule, "c2s", 60000, 10)]


def decapsulated():
    rule = Rule("node-b", f"INPUT -i eth0 -p udp --dport 8472 {SOME}", ["node-b/eth0 in vxlan", "node-b/flannel.1"])
    return [transfer(45001, rule, "c2s", 60000, 10)]


def answers():
    rule = Rule("node-a", f"FORWARD -s {POD_B} {SOME}", ["node-a/flannel.1", "node-a/cni0"])
    return [transfer(45001, rule, "s2c", 10, 60000)]


def policy():
    rule = Rule("node-b", f"FORWARD -p tcp -d {POD_B} --dport 9090 -j DROP", ["node-b/flannel.1", "node-b/cni0"])
    with rule:
        ask(45000, SERVICE, 80, 10, 10, 5)
        return [flow(45000, SERVICE, 80, [], None, None), connect(45001, rule, "c2s", 15, (POD_B, 9090))]


def everywhere(one):
    """One flow for each stretch and direction, from a port of its own."""
    flows, port = [], 46000
    for direction in STRETCHES:
        for stretch in range(len(PLACES) - 1):
            port += 1
            flows.append(one(port, stretch, direction))
    return flows


def lost_data():
    return everywhere(lambda port, stretch, way: transfer(
        port, Loss(stretch, way), way, 40000 if way == "c2s" else 10, 40000 if way == "s2c" else 10))


def lost_handshakes():
    ask(46000, SERVICE, 80, 10, 10, 5)
    return [flow(46000, SERVICE, 80, [], None, None)] + everywhere(
        lambda port, stretch, way: connect(port, Loss(stretch, way, HANDSHAKE), way, 4.5, (SERVICE, 80)))


def lost_names():
    server = peer("pod-b", "server", POD_B, 0, program=NAMES)
    time.sleep(0.5)
    peer("pod-a", "client", SERVICE, 46000, program=NAMES).wait(5)
    flows = [flow(46000, SERVICE, 53, [], None, None)]

    def query(port, stretch, way):
        with Loss(stretch, way, DNS_LENGTHS[way]):
            peer("pod-a", "client", SERVICE, port, program=NAMES).wait(5)
        return flow(port, SERVICE, 53, ["DNS_TIMEOUT"], Loss(stretch, way, 1).between, way)

    flows += everywhere(query)
    time.sleep(6)
    peer("pod-a", "client", SERVICE, 46099, program=NAMES).wait(5)
    server.kill()
    server.wait()
    return flows + [flow(46099, SERVICE, 53, [], None, None)]


SCENARIOS = {
    "nodes-healthy": ("Nothing is wrong.", healthy),
    "nodes-healthy-mixed": ("Nothing is wrong: connections to a Service and to a pod, DNS, pings.", healthy_mixed),
    "nodes-loss-encapsulated": ("Every ninth large VXLAN packet of node-a is dropped before it leaves.", encapsulated),
    "nodes-loss-decapsulated": ("Every ninth large VXLAN packet that reaches node-b is dropped before it is unpacked.", decapsulated),
    "nodes-loss-answers": ("Every ninth large packet of the answer is dropped by node-a when it is forwarded to the pod.", answers),
    "nodes-policy-drop": ("node-b drops SYNs to a second port of the pod, as a network policy does.", policy),
    "nodes-lost-data": ("Every ninth large packet is lost, for each connection on another stretch of the way.", lost_data),
    "nodes-lost-handshakes": ("SYNs or SYN-ACKs are lost, for each connection on another stretch of the way.", lost_handshakes),
    "nodes-lost-names": ("A DNS query or its answer is lost, each on another stretch of the way.", lost_names),
}

# seconds by which the clock of node-b is ahead
AHEAD = {"nodes-healthy": 3.25, "nodes-loss-answers": 3.25, "nodes-loss-encapsulated": -0.75, "nodes-lost-handshakes": -1.5,
         "nodes-lost-data": 0.02}


def transfer(port, loss, direction, sends, answered, target=(SERVICE, 80)):
    with loss:
        ask(port, *target, sends, answered, 15)
    return flow(port, *target, ["TCP_RETRANSMISSION"] if direction else [], loss.between, direction)


def connect(port, loss, direction, wait, target):
    with loss:
        ask(port, *target, 10, 10, wait)
    return flow(port, *target, ["TCP_SYN_TIMEOUT"], loss.between, direction)


def run(directory, name):
    what, scene = SCENARIOS[name]
    captures, processes = [], []
    for node in NODES:
        file = f"{name}-{node}.pcapng"
        links = sum((["-i", link] for link in INTERFACES), [])
        captures.append({"file": file})
        processes.append(subprocess.Popen(
            ["ip", "netns", "exec", ns(node), "dumpcap", "-q", "-B", "16", *links, "-f", "tcp or udp or icmp", "-s", "160",
             "-w", os.path.join(directory, file)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
    time.sleep(2.5)
    try:
        flows = scene()
        time.sleep(1.5)
    finally:
        for process in processes:
            process.send_signal(signal.SIGINT)
            process.wait(10)
    ahead = AHEAD.get(name, 0)
    if ahead:
        file = os.path.join(directory, captures[1]["file"])
        sh(f"editcap -t {ahead} {file} {file}.moved")
        os.replace(f"{file}.moved", file)
    for capture in captures:
        file = os.path.join(directory, capture["file"])
        sh(f"gzip -9nf {file}")
        os.chmod(f"{file}.gz", 0o644)
        capture["file"] += ".gz"
    truth = {"scenario": name, "description": what, "clockAhead": ahead, "captures": captures, "flows": flows}
    with open(os.path.join(directory, f"{name}.json"), "w") as out:
        json.dump(truth, out, indent=1)
        out.write("\n")


def flow(client_port, server, server_port, errors, between, direction):
    return {"client": POD_A, "client_port": client_port, "server": server, "server_port": server_port, "errors": errors,
            "lostBetween": between or [], "lostDirection": direction}


def ask(source, host, port, sends, answers, wait):
    server = peer("pod-b", "server", POD_B, 8080 if port == 80 else port, 0, sends, answers, 0)
    time.sleep(0.5)
    try:
        peer("pod-a", "client", host, port, source, sends, answers, wait).wait(wait + 10)
    finally:
        time.sleep(0.3)
        server.kill()
        server.wait()


def main():
    directory, names = sys.argv[1], sys.argv[2:] or list(SCENARIOS)
    os.makedirs(directory, exist_ok=True)
    try:
        build()
        for name in names:
            run(directory, name)
            print(name)
    finally:
        demolish()


if __name__ == "__main__":
    main()
