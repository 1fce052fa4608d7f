package dev.tollgate.notify;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Keeps this service from being used to reach what its network reaches and the caller does not (server-side request forgery): https only, and
 * every address that the name resolves to is public or allowed by configuration. Checked when a subscription is made, for a clear answer, and
 * before every call, since names can be pointed elsewhere; the call then goes to the very address that was checked.
 */
@ApplicationScoped
class TargetGuard {

    /** How names become addresses; another one in tests. */
    interface Resolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    private final boolean allowHttp;
    private final List<String> allowedNames = new ArrayList<>();
    private final List<Cidr> allowedBlocks = new ArrayList<>();
    private final Resolver resolver;

    @Inject
    TargetGuard(WebhookConfig config, Resolver resolver) {
        this(config.allowHttp(), config.allowedTargets().orElse(List.of()), resolver);
    }

    TargetGuard(boolean allowHttp, List<String> allowed, Resolver resolver) {
        this.allowHttp = allowHttp;
        this.resolver = resolver;
        for (String entry : allowed) {
            String target = entry.strip().toLowerCase(Locale.ROOT);
            if (Cidr.isOne(target)) {
                allowedBlocks.add(Cidr.of(target));
            } else {
                allowedNames.add(target);
            }
        }
    }

    Target parse(String url) throws Target.Refused {
        return Target.parse(url, allowHttp);
    }

    /** The addresses that may be called for this target, in the order of the resolver; not empty. */
    List<InetAddress> addresses(Target target) throws Target.Refused {
        InetAddress[] addresses;
        try {
            addresses = resolver.resolve(target.host());
        } catch (UnknownHostException e) {
            throw new Target.Refused("names a host that is not known");
        }
        for (InetAddress address : addresses) {
            if (!isAllowed(target.host(), address)) {
                // Not the address itself: who may not call it need not learn what a name stands for in here.
                throw new Target.Refused("leads to an address that is not public");
            }
        }
        return List.of(addresses);
    }

    private boolean isAllowed(String host, InetAddress address) {
        return AddressRules.isPublic(address)
                || allowedBlocks.stream().anyMatch(block -> block.contains(address))
                || allowedNames.stream().anyMatch(name -> matches(name, host));
    }

    private static boolean matches(String name, String host) {
        return name.startsWith("*.") ? host.endsWith(name.substring(1)) : host.equals(name);
    }
}
