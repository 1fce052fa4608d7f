package dev.tollgate.seal;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** A data source with somebody in the middle, who may wait, rewrite what is asked, and ask something more. */
final class Meddled {

    /** Who is in the middle. */
    interface Meddler {

        /**
         * Is told of every statement before the database is.
         *
         * @param connection the real one, to ask something more in the same transaction
         * @return what is asked instead, or the same
         */
        default String asked(Connection connection, String sql) throws SQLException {
            return sql;
        }

        default void beforeCommit(Connection connection) throws SQLException {}
    }

    private Meddled() {}

    static DataSource source(DataSource real, Meddler meddler) {
        return proxy(DataSource.class, (proxy, method, arguments) -> {
            Object result = call(real, method, arguments);
            return result instanceof Connection connection ? connection(connection, meddler) : result;
        });
    }

    private static Connection connection(Connection real, Meddler meddler) {
        return proxy(Connection.class, (proxy, method, arguments) -> {
            if (method.getName().equals("commit")) {
                meddler.beforeCommit(real);
            }
            if (method.getName().startsWith("prepare")) {
                arguments[0] = meddler.asked(real, (String) arguments[0]);
            }
            Object result = call(real, method, arguments);
            return method.getName().equals("createStatement") ? statement((Statement) result, real, meddler) : result;
        });
    }

    private static Statement statement(Statement real, Connection connection, Meddler meddler) {
        return proxy(Statement.class, (proxy, method, arguments) -> {
            if (arguments != null && arguments[0] instanceof String sql) {
                arguments[0] = meddler.asked(connection, sql);
            }
            return call(real, method, arguments);
        });
    }

    private static Object call(Object real, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(Meddled.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
