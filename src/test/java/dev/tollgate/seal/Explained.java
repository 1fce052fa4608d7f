package dev.tollgate.seal;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The plans of the queries that some work runs, with the parameters that it gives them: it is not told that it is watched. */
final class Explained {

    private Explained() {}

    interface Work {
        void on(Connection connection) throws SQLException;
    }

    static List<String> during(Connection connection, Work work) throws SQLException {
        List<String> plans = new ArrayList<>();
        work.on(proxy(Connection.class, connection, plans));
        return plans;
    }

    private static <T> T proxy(Class<T> type, T target, List<String> plans) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    try {
                        if (method.getName().equals("executeQuery")) {
                            plans.add(plan((PreparedStatement) target));
                        }
                        Object result = method.invoke(target, arguments);
                        return result instanceof PreparedStatement statement
                                ? proxy(PreparedStatement.class, statement, plans)
                                : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    /** The driver writes a statement with its parameters put in. */
    private static String plan(PreparedStatement statement) throws SQLException {
        try (PreparedStatement explain = statement.getConnection().prepareStatement("EXPLAIN " + statement);
                ResultSet rows = explain.executeQuery()) {
            var plan = new StringBuilder();
            while (rows.next()) {
                plan.append(rows.getString(1)).append('\n');
            }
            return plan.toString();
        }
    }
}
