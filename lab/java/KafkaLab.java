import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Clients of a Kafka broker that do well, or not.
///
///     KafkaLab HOST:PORT ACT...
class KafkaLab {
    private final String address;

    KafkaLab(String address) {
        this.address = address;
    }

    public static void main(String... words) throws Exception {
        KafkaLab lab = new KafkaLab(words[0]);
        for (int i = 1; i < words.length; i++) {
            System.out.println("begin " + words[i]);
            String outcome = "OK";
            try {
                lab.act(words[i]);
            } catch (ExecutionException | KafkaException e) {
                outcome = e.toString();
            }
            System.out.println(words[i] + ": " + outcome);
        }
    }

    private void act(String what) throws Exception {
        switch (what) {
            case "topics" -> topics();
            case "produce" -> produce("plain", 100, Map.of());
            case "produce-unheard" -> produce("plain", 100, Map.of("acks", "0"));
            case "produce-in-transaction" -> produceInTransaction();
            case "produce-without-key" -> produce("compacted", 100, Map.of());
            case "produce-too-large" -> produce("small", 5000, Map.of());
            case "produce-twice" -> produceTwice();
            case "produce-to-nowhere" -> produce("absent", 100, Map.of("max.block.ms", "500"));
            case "wrong-password" -> describe("wrong-s3cret");
            case "right-password" -> describe("s3cret");
            case "fetch" -> fetch(0);
            case "fetch-beyond" -> fetch(1_000_000);
            case "join-classic" -> join("classic", "group-a", 1);
            case "join-consumer" -> join("consumer", "group-b", 1);
            case "join-crowded" -> join("classic", "group-c", 2);
            default -> throw new IllegalArgumentException(what);
        }
    }

    private Map<String, Object> options(Map<String, String> more) {
        Map<String, Object> options = new HashMap<>();
        options.put("bootstrap.servers", address);
        options.put("enable.metrics.push", "false");
        options.putAll(more);
        return options;
    }

    private void topics() throws Exception {
        try (Admin admin = Admin.create(options(Map.of()))) {
            admin.createTopics(List.of(
                            new NewTopic("plain", 1, (short) 1),
                            new NewTopic("small", 1, (short) 1).configs(Map.of("max.message.bytes", "1000")),
                            new NewTopic("compacted", 1, (short) 1).configs(Map.of("cleanup.policy", "compact"))))
                    .all()
                    .get();
        }
        // Brokers make these when they are first asked for.
        act("produce-in-transaction");
        act("join-classic");
    }

    private void produce(String topic, int size, Map<String, String> more) throws Exception {
        try (var producer = new KafkaProducer<>(options(more), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, new byte[size])).get();
        }
    }

    /// The second time five seconds later, with eleven seconds for an answer.
    private void produceTwice() throws Exception {
        Map<String, Object> options = options(Map.of("request.timeout.ms", "11000", "delivery.timeout.ms", "12000"));
        try (var producer = new KafkaProducer<>(options, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>("plain", new byte[100])).get();
            System.out.println("first: OK");
            Thread.sleep(5000);
            producer.send(new ProducerRecord<>("plain", new byte[100])).get();
        }
    }

    private void produceInTransaction() throws Exception {
        Map<String, Object> options = options(Map.of("transactional.id", "t1"));
        try (var producer = new KafkaProducer<>(options, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("plain", new byte[100]));
            producer.commitTransaction();
        }
    }

    private void describe(String password) throws Exception {
        Properties options = new Properties();
        options.putAll(options(Map.of(
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=bob password=\""
                        + password + "\";")));
        try (Admin admin = Admin.create(options)) {
            admin.describeCluster().nodes().get(10, TimeUnit.SECONDS);
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer(Map<String, String> more) {
        return new KafkaConsumer<>(options(more), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /// From an offset on; where there is nothing yet, for 13 s, the broker answers each time after 12 s.
    private void fetch(long offset) {
        try (var consumer = consumer(Map.of("fetch.max.wait.ms", "12000", "auto.offset.reset", "none"))) {
            TopicPartition part = new TopicPartition("plain", 0);
            consumer.assign(List.of(part));
            consumer.seek(part, offset);
            consumer.poll(Duration.ofSeconds(2));
            consumer.poll(Duration.ofSeconds(13));
        }
    }

    private void join(String protocol, String group, int members) {
        Map<String, String> more = Map.of(
                "group.id", group, "group.protocol", protocol, "auto.offset.reset", "earliest", "max.poll.records", "1");
        try (var first = consumer(more)) {
            first.subscribe(List.of("plain"));
            ConsumerRecords<byte[], byte[]> records = ConsumerRecords.empty();
            for (int i = 0; i < 30 && records.isEmpty(); i++) {
                records = first.poll(Duration.ofSeconds(1));
            }
            if (members > 1) {
                try (var second = consumer(more)) {
                    second.subscribe(List.of("plain"));
                    second.poll(Duration.ofSeconds(2));
                }
            }
            first.commitSync();
        }
    }
}
