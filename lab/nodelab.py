#!/usr/bin/env python3
"""Two "nodes" of a cluster in network namespaces, with what kube-proxy and an overlay do to packets, captured at several places at once.

usage: nodelab.py DIR [scenario ...]     (as root; needs iproute2, iptables, dumpcap, editcap; ends by itself and leaves nothing behind)

    pod-a -- veth -- cni0 | node-a | flannel.1 (VXLAN) -- eth0 ==== eth0 -- flannel.1 | node-b | cni0 -- veth -- pod-b

Service 10.96.0.10:80 is translated (DNAT) to pod-b:8080 on node-a. For each scenario: SCENARIO-node-a.pcapng and -node-b.pcapng, each
with all four interfaces of its node, and SCENARIO.json with the truth: between which two places packets were lost, and which way. The
clock of node-b is ahead in some.
"""
import json, os, signal, socket, subprocess, sys, threading, time

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
    for name in ("pod-a", "pod-b") + NODES:
        sh(f"ip netns add {ns(name)}")
        inside(name, "ip link set lo up")
    sh(f"ip link add eth0 netns {ns('node-a')} type veth peer name eth0 netns {ns('node-b')}")
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
        inside(pod, "ip link set eth0 mtu 1450 up")
        inside(pod, f"ip route add default via 10.244.{i}.1")
        # one packet on the wire is one in the capture
        for place, link in ((pod, "eth0"), (node, "veth0"), (node, "eth0"), (node, "flannel.1")):
            subprocess.run(f"ip netns exec {ns(place)} ethtool -K {link} tso off gso off gro off tx off", shell=True,
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    inside("node-a", f"iptables -t nat -A PREROUTING -d {SERVICE} -p tcp --dport 80 -j DNAT --to-destination {POD_B}:8080")


def demolish():
    for name in ("pod-a", "pod-b") + NODES:
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


def peer(place, *args):
    return subprocess.Popen(["ip", "netns", "exec", ns(place), sys.executable, "-c", PEER] + [str(a) for a in args],
                            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


# name: what, rule (node, iptables arguments), request bytes, answer bytes, lost between, direction, port of the server or the Service
DROP = "-j DROP"
SOME = "-m length --length 1000: -m statistic --mode nth --every 9 --packet 4"
SCENARIOS = {
    "nodes-healthy": ("Nothing is wrong.", None, 3000, 20000, None, None, (SERVICE, 80)),
    "nodes-loss-encapsulated": ("Every ninth large VXLAN packet of node-a is dropped before it leaves.",
                                ("node-a", f"-A OUTPUT -o eth0 -p udp --dport 8472 {SOME} {DROP}"), 60000, 10,
                                ["node-a/flannel.1", "node-a/eth0 in vxlan"], "c2s", (SERVICE, 80)),
    "nodes-loss-decapsulated": ("Every ninth large VXLAN packet that reaches node-b is dropped before it is unpacked.",
                                ("node-b", f"-A INPUT -i eth0 -p udp --dport 8472 {SOME} {DROP}"), 60000, 10,
                                ["node-b/eth0 in vxlan", "node-b/flannel.1"], "c2s", (SERVICE, 80)),
    "nodes-loss-answers": ("Every ninth large packet of the answer is dropped by node-a when it is forwarded to the pod.",
                           ("node-a", f"-A FORWARD -s {POD_B} {SOME} {DROP}"), 10, 60000,
                           ["node-a/flannel.1", "node-a/cni0"], "s2c", (SERVICE, 80)),
    "nodes-policy-drop": ("node-b drops SYNs to a second port of the pod, as a network policy does.",
                          ("node-b", f"-A FORWARD -p tcp -d {POD_B} --dport 9090 {DROP}"), 10, 10,
                          ["node-b/flannel.1", "node-b/cni0"], "c2s", (POD_B, 9090)),
}

# seconds by which the clock of node-b is ahead
AHEAD = {"nodes-healthy": 3.25, "nodes-loss-answers": 3.25, "nodes-loss-encapsulated": -0.75}


def run(directory, name):
    what, rule, sends, answers, between, direction, target = SCENARIOS[name]
    captures, processes, flows = [], [], []
    for node in NODES:
        file = f"{name}-{node}.pcapng"
        links = sum((["-i", link] for link in INTERFACES), [])
        captures.append({"file": file})
        processes.append(subprocess.Popen(
            ["ip", "netns", "exec", ns(node), "dumpcap", "-q", "-B", "16", *links, "-f", "tcp or udp port 8472", "-s", "128",
             "-w", os.path.join(directory, file)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
    time.sleep(2.5)
    if rule:
        inside(rule[0], f"iptables {rule[1]}")
    try:
        if target[1] == 9090:
            ask(45000, SERVICE, 80, 10, 10, 5)
            flows.append(flow(45000, SERVICE, 80, [], None, None))
        ask(45001, *target, sends, answers, 15)
        tag = [] if not rule else ["TCP_SYN_TIMEOUT"] if target[1] == 9090 else ["TCP_RETRANSMISSION"]
        flows.append(flow(45001, *target, tag, between, direction))
        time.sleep(1.5)
    finally:
        if rule:
            inside(rule[0], f"iptables {rule[1].replace('-A ', '-D ', 1)}")
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
