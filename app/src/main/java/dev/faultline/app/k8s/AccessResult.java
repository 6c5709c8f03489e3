package dev.faultline.app.k8s;

import java.util.List;
import java.util.Map;

/// What came of an [AccessReview].
///
/// @param allowed rights that the user has
/// @param missing rights that he lacks
/// @param reasons what the server's authorizer said about a missing right; often nothing
public record AccessResult(List<AccessRight> allowed, List<AccessRight> missing, Map<AccessRight, String> reasons) {

    public AccessResult {
        allowed = List.copyOf(allowed);
        missing = List.copyOf(missing);
        reasons = Map.copyOf(reasons);
    }

    /// Whether nothing is missing.
    public boolean isGranted() {
        return missing.isEmpty();
    }

    /// The roles and bindings that grant what is missing, to hand to who administers the cluster.
    ///
    /// @param user name that the API server knows the user by
    /// @return YAML; empty when nothing is missing
    public String rbac(String user) {
        return RbacYaml.of(missing, user);
    }
}
