/// One capture being worked on: an analysis that runs into the store, or one that the store already has, and
/// the packets behind its findings. Fed by the engine; read by the view-models. Knows no JavaFX.
@NullMarked
package dev.faultline.app.session;

import org.jspecify.annotations.NullMarked;
