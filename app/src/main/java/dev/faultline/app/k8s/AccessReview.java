package dev.faultline.app.k8s;

import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Asks the API server which rights the user has, before anything is done that needs them: a
/// SelfSubjectAccessReview for each.
public final class AccessReview {
    private static final String WHO_AM_I = "/apis/authentication.k8s.io/v1/selfsubjectreviews";
    private static final String WHO_AM_I_BODY =
            "{\"apiVersion\": \"authentication.k8s.io/v1\", \"kind\": \"SelfSubjectReview\"}";

    private final KubernetesClient client;

    public AccessReview(KubernetesClient client) {
        this.client = client;
    }

    /// Asks for each right once. Blocks for a request each.
    ///
    /// @throws KubernetesClientException when the server cannot be asked
    public AccessResult review(List<AccessRight> needed) {
        List<AccessRight> allowed = new ArrayList<>();
        List<AccessRight> missing = new ArrayList<>();
        Map<AccessRight, String> reasons = new HashMap<>();
        for (AccessRight right : new LinkedHashSet<>(needed)) {
            SubjectAccessReviewStatus status = ask(right);
            if (status != null && Boolean.TRUE.equals(status.getAllowed())) {
                allowed.add(right);
                continue;
            }
            missing.add(right);
            if (status != null && status.getReason() != null) {
                reasons.put(right, status.getReason());
            }
        }
        return new AccessResult(allowed, missing, reasons);
    }

    /// Who the user is to the API server, which is not what the kubeconfig calls the user. Blocks for a
    /// request.
    ///
    /// @param otherwise where the server does not tell (before 1.28)
    public String identity(String otherwise) {
        try {
            String answer = client.raw(WHO_AM_I, "POST", WHO_AM_I_BODY);
            String name = new JsonMapper()
                    .readTree(answer == null ? "" : answer)
                    .path("status")
                    .path("userInfo")
                    .path("username")
                    .asString("");
            return name.isEmpty() ? otherwise : name;
        } catch (KubernetesClientException | JacksonException e) {
            return otherwise;
        }
    }

    private SubjectAccessReviewStatus ask(AccessRight right) {
        SelfSubjectAccessReview review = new SelfSubjectAccessReviewBuilder()
                .withNewSpec()
                .withNewResourceAttributes()
                .withVerb(right.verb())
                .withGroup(right.group())
                .withResource(right.resource())
                .withSubresource(right.subresource().isEmpty() ? null : right.subresource())
                .withNamespace(right.namespace().isEmpty() ? null : right.namespace())
                .endResourceAttributes()
                .endSpec()
                .build();
        return client.resource(review).create().getStatus();
    }
}
