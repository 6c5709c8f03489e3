package dev.faultline.app.k8s.capture;

/// What the API server answered.
///
/// @param status HTTP status
/// @param message of its `Status` object when it refused; else empty
record ApiAnswer(int status, String message) {
    private static final int FIRST_ERROR = 300;

    boolean isGood() {
        return status < FIRST_ERROR;
    }
}
