package org.ckep.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.ckep.kernel.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * Counts a body while it is read, so that one without a declared length cannot pass its limit, and refuses an empty body
 * where a value is expected.
 */
@Provider
public class BodyReading implements ReaderInterceptor {

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        if (context.getProperty(BodyLimits.PROPERTY) instanceof Long limit) {
            context.setInputStream(new LimitedStream(context.getInputStream(), limit));
        }
        Object body = read(context);
        if (body == null) {
            throw ProblemException.invalid("", "required", "A body is needed here.");
        }
        return body;
    }

    /** Only here is it certain that JSON which Jackson does not accept came from the caller. */
    private static @Nullable Object read(ReaderInterceptorContext context) throws IOException {
        try {
            return context.proceed();
        } catch (InvalidDefinitionException ours) {
            throw ours;
        } catch (JsonProcessingException refused) {
            throw JacksonProblems.toProblem(refused);
        } catch (WebApplicationException refused) {
            throw JacksonProblems.cause(refused, JsonProcessingException.class)
                    .<RuntimeException>map(JacksonProblems::toProblem)
                    .orElse(refused);
        }
    }

    private static final class LimitedStream extends FilterInputStream {
        private final long limit;
        private long count;

        LimitedStream(InputStream in, long limit) {
            super(in);
            this.limit = limit;
        }

        @Override
        public int read() throws IOException {
            int value = in.read();
            if (value >= 0) {
                count(1);
            }
            return value;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = in.read(buffer, offset, length);
            count(read);
            return read;
        }

        @Override
        public long skip(long n) throws IOException {
            long skipped = in.skip(n);
            count(skipped);
            return skipped;
        }

        @Override
        public boolean markSupported() {
            return false;
        }

        private void count(long more) {
            count += Math.max(0, more);
            if (count > limit) {
                throw BodyLimits.tooLarge(limit);
            }
        }
    }
}
