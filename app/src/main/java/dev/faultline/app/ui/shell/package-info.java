/// The window around the views: menus, command palette, rail, what is open and how far it is, warnings, status.
/// Fed by sessions and the command registry.
@NullMarked
package dev.faultline.app.ui.shell;

import org.jspecify.annotations.NullMarked;
