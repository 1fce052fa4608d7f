package dev.tollgate.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoleTest {

    @ParameterizedTest
    @CsvSource({
        "reader,      read",
        "contributor, read project:write evidence:write evidence:invalidate item:review waiver:request loop:propose",
        "pipeline,    read project:write evidence:write loop:propose",
        "gatekeeper,  read project:write evidence:write evidence:invalidate item:review waiver:request waiver:grant gate:decide loop:propose loop:confirm",
        "validator,   read item:review gate:decide gate:validate loop:propose",
        "executive,   read gate:decide gate:override",
        "admin,       read project:write evidence:write evidence:invalidate item:review waiver:request waiver:grant gate:decide gate:validate gate:override loop:propose loop:confirm subscription:manage checklist:manage channel:manage"
    })
    void aRoleGrantsItsPermissions(String role, String permissions) {
        assertThat(Role.permissionsOf(Set.of(role))).containsExactly(permissions.split(" "));
    }

    @Test
    void rolesAddUpAndUnknownOnesGrantNothing() {
        assertThat(Role.permissionsOf(List.of("reader", "pipeline", "reader")))
                .containsExactly("read", "project:write", "evidence:write", "loop:propose");
        assertThat(Role.permissionsOf(List.of("root", "Admin", ""))).isEmpty();
    }
}
