package io.zhiyin.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.web.header.HeaderWriter;

/** What every answer tells the browser about whom to trust: this address and nobody else. */
final class Headers implements HeaderWriter {
    /** Styles are set on elements by the table and chart components, hence unsafe-inline there. */
    static final String POLICY =
            "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline';"
                    + " img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self';"
                    + " media-src 'self' blob:; worker-src 'self' blob:; manifest-src 'self';"
                    + " object-src 'none'; base-uri 'self'; form-action 'self';"
                    + " frame-ancestors 'none'";

    private static final int ANSWER = 40 * 1024;

    @Override
    public void writeHeaders(HttpServletRequest request, HttpServletResponse response) {
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "same-origin");
        if (!response.containsHeader("Content-Security-Policy")) { // files bring a stricter one
            response.setHeader("Content-Security-Policy", POLICY);
        }
        if (Doors.guarded(request.getServletPath())) {
            // a page of records goes out in one piece, with its length
            response.setBufferSize(ANSWER);
            response.setHeader("Cache-Control", "no-store");
        } else {
            response.setHeader("X-Frame-Options", "DENY");
            response.setHeader(
                    "Permissions-Policy", "camera=(self), geolocation=(self), microphone=(self)");
        }
    }
}
