/// Analysed captures: what names them, and a run of the engine into the store.
@NullMarked
package dev.faultline.app.session;

import org.jspecify.annotations.NullMarked;
