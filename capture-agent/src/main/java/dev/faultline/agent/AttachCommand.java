package dev.faultline.agent;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `faultline-agent attach`: carries the conversation of a desktop, on standard input and output, to the
/// running agent.
@Command(name = "attach", mixinStandardHelpOptions = true)
final class AttachCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--socket", paramLabel = "FILE")
    private Path socket = Sockets.usual();

    @Option(names = "--patience", paramLabel = "TIME")
    private Duration patience = Duration.ofSeconds(15);

    @Override
    public Integer call() throws InterruptedException {
        // Bare descriptors: what a buffer of System.out held would be lost at the end.
        try {
            Attachment attachment = new Attachment(
                    socket, new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out), patience);
            if (attachment.carry()) {
                return AgentMain.DONE;
            }
            spec.commandLine().getErr().println(AgentMain.text(spec, "attach.silent", patience.toSeconds()));
        } catch (IOException e) {
            spec.commandLine()
                    .getErr()
                    .println(AgentMain.text(spec, "attach.noAgent", socket, String.valueOf(e.getMessage())));
        }
        return AgentMain.FAILED;
    }
}
