package org.ckep.portal;

import com.microsoft.playwright.Page;
import java.nio.file.Path;

/** Pictures for people's eyes, at the width of a desk and of a phone, where {@code ckep.test.pictures} names a folder. */
final class Pictures {
    private static final String FOLDER = System.getProperty("ckep.test.pictures");
    private static final int DESK = 1280;
    private static final int PHONE = 390;
    private static final int HEIGHT = 900;

    private Pictures() {}

    static void take(Page page, String name) {
        if (FOLDER == null) {
            return;
        }
        for (int width : new int[] {PHONE, DESK}) {
            page.setViewportSize(width, HEIGHT);
            page.screenshot(new Page.ScreenshotOptions()
                    .setFullPage(true)
                    .setPath(Path.of(FOLDER, name + "-" + width + ".png")));
        }
    }
}
