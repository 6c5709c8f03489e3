/// Everything a user can tell the program to do, in one registry. Menus, tool bar, context menus, palette,
/// shortcuts and the help sheet are made from it, so that they cannot disagree.
@NullMarked
package dev.faultline.app.command;

import org.jspecify.annotations.NullMarked;
