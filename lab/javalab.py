#!/usr/bin/env python3
"""What serverlab.py does, for servers in Java: gRPC (grpc-java), a Kafka broker, and one that speaks MongoDB's protocol, each with the clients
that its users have.

usage: javalab.py DIR [scenario ...]     (as root; needs iproute2, tcpdump, Maven and a JDK 25; libraries come from Maven Central)
"""
import os, signal, struct, subprocess, threading, time
import serverlab as lab
from serverlab import SERVER, run, start, until

HERE = os.path.dirname(os.path.abspath(__file__))
LIBRARIES = os.path.join(HERE, "java", "target", "libraries")
JAVA = subprocess.run([f"{HERE}/../faultline", "--print-java-home"], capture_output=True, text=True, check=True).stdout.strip() + "/bin/java"


def java(program, *words, options=()):
    return [JAVA, "-Xmx300m", "-Dio.netty.eventLoopThreads=16", *options, "-cp", f"{LIBRARIES}/*",
            program if "." in program else f"{HERE}/java/{program}.java", *words]


def ready(port):
    """Waits until a server listens, and until nothing is left of having asked."""
    until(port)
    time.sleep(5)


def libraries():
    if not os.path.isdir(LIBRARIES):
        subprocess.run(["mvn", "-B", "-ntp", "-q", "-f", f"{HERE}/java/pom.xml", "dependency:copy-dependencies", f"-DoutputDirectory={LIBRARIES}"], check=True)


def started(line, *command):
    """A program of the client that runs on when it has written a line."""
    process = subprocess.Popen(["ip", "netns", "exec", lab.ns("client"), *command], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    while process.stdout.readline() not in (line + "\n", ""):
        pass
    return process


def later(target, *arguments):
    thread = threading.Thread(target=target, args=arguments)
    thread.start()
    return thread


# ----------------------------------------------------------------------------------------------------------------------------- gRPC
def grpc(*more, port=50051):
    server = start("server", *java("GrpcLab", "server", str(port), *more))
    ready(port)
    return server


def calls(*what, port=50051):
    run(*java("GrpcLab", "client", f"{SERVER}:{port}", *what), seconds=120)


def grpc_errors(capture):
    """Statuses that the service answers with, a method that it has not, a handler that throws, a request and a response larger than the other side
    takes, a deadline that passes, a client that pings too often."""
    grpc()
    with capture():
        pings = later(calls, "pings")
        calls("UNAVAILABLE", "NOT_FOUND", "INTERNAL", "absent", "throws", "large-request", "deadline")
        pings.join()
    return {"grpc.status": 7, "http2.goaway": 1, "l7.half.request_only": 1}


def grpc_cut(capture):
    """A connection that may last no longer than three seconds, with a call on it that would; a server that is killed while a call waits."""
    aged = grpc("3", port=50052)
    server = grpc()
    with capture():
        calls("hang", port=50052)
        waiting = started("begin hang", *java("GrpcLab", "client", f"{SERVER}:50051", "hang"))
        time.sleep(4)
        server.kill()
        time.sleep(1)
    waiting.communicate(timeout=60)
    aged.kill()
    return {"l7.half.request_only": 2}


def healthy_grpc(capture):
    """Calls that are answered, one after twelve seconds; streams of both sides, one that the client leaves; a server that is shut down in order."""
    server = grpc()
    with capture():
        slow = later(calls, "sleep")
        calls("say", "watch", "watch-then-cancel", "upload", "large-response")
        slow.join()
        last = started("begin watch", *java("GrpcLab", "client", f"{SERVER}:50051", "watch"))
        time.sleep(4)
        server.send_signal(signal.SIGTERM)
        last.communicate(timeout=60)
    return {}


# ---------------------------------------------------------------------------------------------------------------------------- Kafka
def kafka(port=9092):
    home = f"{lab.folder}/kafka"
    with open(f"{lab.folder}/kafka.properties", "w") as settings:
        settings.write(f"""process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:9093
listeners=PLAINTEXT://0.0.0.0:9092,SASL_PLAINTEXT://0.0.0.0:9094,CONTROLLER://127.0.0.1:9093
advertised.listeners=PLAINTEXT://{SERVER}:9092,SASL_PLAINTEXT://{SERVER}:9094
controller.listener.names=CONTROLLER
inter.broker.listener.name=PLAINTEXT
listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,SASL_PLAINTEXT:SASL_PLAINTEXT
sasl.enabled.mechanisms=PLAIN
listener.name.sasl_plaintext.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required user_bob="s3cret";
log.dirs={home}
offsets.topic.num.partitions=1
offsets.topic.replication.factor=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.state.log.num.partitions=1
group.max.size=1
group.initial.rebalance.delay.ms=11000
auto.create.topics.enable=false
""")
    run(*java("kafka.tools.StorageTool", "format", "-t", "MkU3OEVBNTcwNTJENDM2Qg", "-c", f"{lab.folder}/kafka.properties"), place="server")
    broker = start("server", *java("kafka.Kafka", f"{lab.folder}/kafka.properties"))
    ready(9092)
    clients("topics")
    return broker


def clients(*what, port=9092):
    run(*java("KafkaLab", f"{SERVER}:{port}", *what), seconds=120)


def kafka_errors(capture):
    """Records without a key for a compacted topic, and too large; an offset that the topic has not; a group that is full; a wrong password. A topic that
    does not exist is told in answers to Metadata, whose codes are not read."""
    kafka()
    with capture():
        clients("produce-without-key", "produce-too-large", "produce-to-nowhere", "fetch-beyond", "join-crowded")
        clients("wrong-password", port=9094)
    return {"kafka.error": 5}


def kafka_hangs(capture):
    """A broker that hangs longer than a client waits, and one that is killed while a request waits."""
    broker = kafka()
    with capture():
        for last in (False, True):
            waiting = started("first: OK", *java("KafkaLab", f"{SERVER}:9092", "produce-twice"))
            time.sleep(2)
            broker.send_signal(signal.SIGSTOP)
            if not last:
                waiting.communicate(timeout=60)
                broker.send_signal(signal.SIGCONT)
                time.sleep(3)
        time.sleep(6)
        broker.kill()
    waiting.communicate(timeout=60)
    return {"l7.half.request_only": 3, "tcp.connect.refused": 2}


def healthy_kafka(capture):
    """Records that are acknowledged and such that are not to be; a transaction; fetches that the broker answers after twelve seconds; members that wait for
    others of their group, by both protocols; the right password."""
    kafka()
    with capture():
        waiting = later(clients, "fetch")
        clients("produce", "produce-unheard", "produce-in-transaction", "join-classic", "join-consumer")
        clients("right-password", port=9094)
        waiting.join()
    return {}


# -------------------------------------------------------------------------------------------------------------------------- MongoDB
def mongo():
    server = start("server", *java("MongoLab", "server", "27017"))
    ready(27017)
    return server


def drive(*what):
    run(*java("MongoLab", "client", f"mongodb://{SERVER}:27017/", *what), seconds=120)


def mongo_errors(capture):
    """A key that exists already, commands and operators that do not exist, a member that is no longer the primary; half a message; a command that takes
    longer than the client waits; a server that is killed while a command waits."""
    server = mongo()
    with capture():
        drive("insert", "insert", "unknown-command", "bad-operator", "not-primary", "sleep")
        half = lab.connect(27017)
        half.sendall(message(1, {"ping": 1}))
        half.recv(4096)
        half.sendall(message(2, {"ping": 1})[:30])
        time.sleep(0.5)
        half.close()
        waiting = started("begin sleep", *java("MongoLab", "client", f"mongodb://{SERVER}:27017/", "update", "sleep"))
        time.sleep(2)
        server.kill()
        waiting.communicate(timeout=60)
    return {"mongo.error": 4, "dissect.unexpected_eof": 1, "l7.half.request_only": 3, "tcp.connect.refused": 1}


def message(number, fields):
    """OP_MSG with a document of whole numbers and the database lab."""
    body = b"".join(b"\x10" + name.encode() + b"\0" + struct.pack("<i", value) for name, value in fields.items())
    body += b"\x02$db\0" + struct.pack("<i", 4) + b"lab\0"
    body = b"\0\0\0\0\0" + struct.pack("<i", len(body) + 5) + body + b"\0"
    return struct.pack("<iiii", len(body) + 16, number, 0, 2013) + body


def healthy_mongo(capture):
    """Commands, a cursor in parts, and a driver that waits twice for news of the topology (ten seconds each) on a connection of its own."""
    mongo()
    with capture():
        drive("insert-many", "find", "update", "idle")
    return {}


SCENARIOS = {"grpc-errors": grpc_errors, "grpc-cut": grpc_cut, "healthy-grpc": healthy_grpc, "kafka-errors": kafka_errors, "kafka-hangs": kafka_hangs,
             "healthy-kafka": healthy_kafka, "mongo-errors": mongo_errors, "healthy-mongo": healthy_mongo}

if __name__ == "__main__":
    libraries()
    lab.main(SCENARIOS)
