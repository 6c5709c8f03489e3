import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Context;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;

/// A server of grpc-java and a client that has it fail. Messages are plain bytes, so nothing is generated.
///
///     GrpcLab server PORT [SECONDS-A-CONNECTION-MAY-LAST]
///     GrpcLab client HOST:PORT CALL...
class GrpcLab {
    private static final MethodDescriptor.Marshaller<byte[]> BYTES = new MethodDescriptor.Marshaller<>() {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    };

    private static MethodDescriptor<byte[], byte[]> method(String name, MethodType type) {
        return MethodDescriptor.<byte[], byte[]>newBuilder()
                .setType(type)
                .setFullMethodName("lab.Echo/" + name)
                .setRequestMarshaller(BYTES)
                .setResponseMarshaller(BYTES)
                .build();
    }

    public static void main(String... words) throws Exception {
        if (words[0].equals("server")) {
            serve(Integer.parseInt(words[1]), words.length > 2 ? Integer.parseInt(words[2]) : 0);
            return;
        }
        for (int i = 2; i < words.length; i++) {
            ManagedChannel channel = NettyChannelBuilder.forTarget(words[1])
                    .usePlaintext()
                    .disableRetry()
                    .maxInboundMessageSize(40_000)
                    .keepAliveTime(words[i].equals("pings") ? 10 : 3600, TimeUnit.SECONDS)
                    .build();
            Metadata secret = new Metadata();
            secret.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer s3cret");
            System.out.println("begin " + words[i]);
            try {
                call(ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(secret)), words[i]);
                System.out.println(words[i] + ": OK");
            } catch (StatusRuntimeException e) {
                System.out.println(words[i] + ": " + e.getStatus());
            }
            channel.shutdown().awaitTermination(5, TimeUnit.SECONDS);
        }
    }

    // ------------------------------------------------------------------------------------------------ client

    private static void call(Channel channel, String what) throws InterruptedException {
        CallOptions options = CallOptions.DEFAULT;
        switch (what) {
            case "say" -> unary(channel, "Say", options, 100);
            case "absent" -> unary(channel, "Absent", options, 100);
            case "deadline" -> {
                // So that the connection is there when the time begins to run.
                unary(channel, "Say", options, 100);
                unary(channel, "Sleep3", options.withDeadlineAfter(1, TimeUnit.SECONDS), 100);
            }
            case "sleep" -> unary(channel, "Sleep12", options, 100);
            case "hang", "pings" -> unary(channel, "Sleep60", options, 100);
            case "large-request" -> unary(channel, "Say", options, 50_000);
            case "large-response" -> unary(channel, "Large", options, 100);
            case "throws" -> unary(channel, "Throws", options, 100);
            case "watch" -> stream(channel, 7);
            case "watch-then-cancel" -> {
                try (Context.CancellableContext context = Context.current().withCancellation()) {
                    context.run(() -> stream(channel, 2));
                }
            }
            case "upload" -> upload(channel);
            default -> unary(channel, "Fails" + what, options, 100);
        }
    }

    private static void unary(Channel channel, String name, CallOptions options, int size) {
        ClientCalls.blockingUnaryCall(channel, method(name, MethodType.UNARY), options, new byte[size]);
    }

    private static void stream(Channel channel, int messages) {
        Iterator<byte[]> all = ClientCalls.blockingServerStreamingCall(
                channel, method("Watch", MethodType.SERVER_STREAMING), CallOptions.DEFAULT, new byte[10]);
        for (int i = 0; i < messages && all.hasNext(); i++) {
            all.next();
        }
    }

    private static void upload(Channel channel) throws InterruptedException {
        StreamObserver<byte[]> upload = ClientCalls.asyncClientStreamingCall(
                channel.newCall(method("Upload", MethodType.CLIENT_STREAMING), CallOptions.DEFAULT), new Ignored());
        for (int i = 0; i < 3; i++) {
            upload.onNext(new byte[100]);
            Thread.sleep(4000);
        }
        upload.onCompleted();
        Thread.sleep(500);
    }

    private static class Ignored implements StreamObserver<byte[]> {
        @Override
        public void onNext(byte[] value) {}

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onCompleted() {}
    }

    // ------------------------------------------------------------------------------------------------ server

    private static void serve(int port, int age) throws Exception {
        ServerServiceDefinition.Builder echo = ServerServiceDefinition.builder("lab.Echo");
        answer(echo, "Say", 0, 100);
        answer(echo, "Large", 0, 30_000);
        for (int seconds : new int[] {3, 12, 60}) {
            answer(echo, "Sleep" + seconds, seconds, 100);
        }
        for (Status.Code code : Status.Code.values()) {
            echo.addMethod(
                    method("Fails" + code, MethodType.UNARY),
                    ServerCalls.asyncUnaryCall((request, out) -> out.onError(
                            code.toStatus().withDescription("s3cret").asRuntimeException())));
        }
        echo.addMethod(method("Throws", MethodType.UNARY), ServerCalls.asyncUnaryCall((request, out) -> {
            throw new IllegalStateException("s3cret");
        }));
        echo.addMethod(
                method("Watch", MethodType.SERVER_STREAMING),
                ServerCalls.asyncServerStreamingCall((request, out) -> {
                    for (int i = 0; i < 7; i++) {
                        pause(i == 0 ? 0 : 2);
                        out.onNext(new byte[50]);
                    }
                    out.onCompleted();
                }));
        echo.addMethod(
                method("Upload", MethodType.CLIENT_STREAMING),
                ServerCalls.asyncClientStreamingCall(out -> new Ignored() {
                    @Override
                    public void onCompleted() {
                        out.onNext(new byte[10]);
                        out.onCompleted();
                    }
                }));
        NettyServerBuilder builder =
                NettyServerBuilder.forPort(port).addService(echo.build()).maxInboundMessageSize(10_000);
        if (age > 0) {
            builder.maxConnectionAge(age, TimeUnit.SECONDS).maxConnectionAgeGrace(1, TimeUnit.SECONDS);
        }
        Server server = builder.build().start();
        // SIGTERM: calls may end, new ones are told to go elsewhere.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            server.shutdown();
            try {
                server.awaitTermination(15, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
        server.awaitTermination();
    }

    private static void answer(ServerServiceDefinition.Builder service, String name, int seconds, int size) {
        service.addMethod(method(name, MethodType.UNARY), ServerCalls.asyncUnaryCall((request, out) -> {
            pause(seconds);
            out.onNext(new byte[size]);
            out.onCompleted();
        }));
    }

    private static void pause(int seconds) {
        try {
            Thread.sleep(seconds * 1000L);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
