package dev.faultline.app.k8s;

import dev.faultline.app.k8s.Reachability.Reason;
import java.nio.file.Path;
import org.snakeyaml.engine.v2.nodes.Node;

/// A place in a kubeconfig file.
///
/// @param line from 1; 0 for the file as a whole
/// @param column from 1; 0 where unknown
record Place(Path file, int line, int column) {
    static Place of(Path file, Node node) {
        return node.getStartMark()
                .map(mark -> new Place(file, mark.getLine() + 1, mark.getColumn() + 1))
                .orElse(new Place(file, 0, 0));
    }

    KubeconfigProblem problem(String reason) {
        return new KubeconfigProblem(file, line, column, reason);
    }

    /// What is thrown when a connection needs what is wrong here.
    UnreachableException unusable(String reason) {
        String where = line == 0 ? file.toString() : file + ":" + line;
        return new UnreachableException(Reason.BAD_KUBECONFIG, where, reason);
    }
}
