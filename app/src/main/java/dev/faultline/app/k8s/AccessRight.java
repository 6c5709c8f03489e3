package dev.faultline.app.k8s;

/// Something that a user may be allowed to do, as RBAC rules name it.
///
/// @param verb such as `get`, `list`, `watch`, `create`, `patch`, `delete`
/// @param group API group; empty for the core group
/// @param resource in the plural, such as `pods`
/// @param subresource such as `exec`; empty for none
/// @param namespace empty for all namespaces, or for what has none
public record AccessRight(String verb, String group, String resource, String subresource, String namespace) {

    /// A right on a resource of the core group.
    public static AccessRight core(String verb, String resource, String namespace) {
        return new AccessRight(verb, "", resource, "", namespace);
    }

    /// A right on a subresource of the core group.
    public static AccessRight core(String verb, String resource, String subresource, String namespace) {
        return new AccessRight(verb, "", resource, subresource, namespace);
    }

    /// Resource and subresource as an RBAC rule has them: `pods/exec`.
    public String path() {
        return subresource.isEmpty() ? resource : resource + "/" + subresource;
    }

    /// `create pods/exec in shop`.
    @Override
    public String toString() {
        String qualified = group.isEmpty() ? path() : path() + "." + group;
        return verb + " " + qualified + (namespace.isEmpty() ? "" : " in " + namespace);
    }
}
