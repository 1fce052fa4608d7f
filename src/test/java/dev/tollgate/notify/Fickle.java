package dev.tollgate.notify;

import io.quarkus.test.Mock;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Only in tests: a name that is public when it is checked first, and leads to a private address ever after. */
@Mock
class Fickle extends SystemResolver {

    static final String URL = "http://fickle.example/hook";

    private final AtomicBoolean asked = new AtomicBoolean();

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        return host.equals("fickle.example")
                ? new InetAddress[] {InetAddress.getByName(asked.getAndSet(true) ? "10.0.0.1" : "93.184.215.14")}
                : super.resolve(host);
    }
}
