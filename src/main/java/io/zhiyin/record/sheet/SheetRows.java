package io.zhiyin.record.sheet;

import java.io.Closeable;
import java.util.Iterator;

/**
 * The rows of one sheet from top to bottom, blank ones left out, read as they are asked for. Asking
 * for the next row may throw {@link SheetRefusal}.
 */
public interface SheetRows extends Iterator<SheetRow>, Closeable {}
