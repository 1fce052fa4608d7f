package dev.tollgate.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can never be answered is refused before it is asked. */
class CompileTest {

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '`', textBlock = """
            CHECK  => evidence.auc >            => column 15: is no CEL: mismatched input end
            CHECK  => ``                        => column 1: is no CEL: mismatched input end
            CHECK  => evidnce.auc > 3           => column 1: evidnce is not known here; known here are evidence, items, project, now
            CHECK  => evidence.kpis.all(k, kk.a > 3) => column 22: kk is not known here; known here are evidence, items, project, now
            SCOPE  => evidence.auc > 3          => column 1: evidence is not known here; known here are project
            SCOPE  => now > now                 => column 1: now is not known here; known here are project
            SIGNAL => items['a'].state == 'b'   => column 1: items is not known here; known here are signal, project, now
            PITFALL => evidence.auc > 3         => column 1: evidence is not known here; known here are items, project, now
            CHECK  => evidence.at > days(30)    => column 19: days is no function here
            CHECK  => evidence.a.all(x)         => column 15: all is not written like this; write list.all(x, condition)
            CHECK  => has(evidence)             => column 4: has asks for a field; write has(evidence.field)
            CHECK  => size(evidence.a)          => column 5: is a whole number, not true or false
            CHECK  => 'yes'                     => column 1: is text, not true or false
            CHECK  => now                       => column 1: is a time, not true or false
            CHECK  => now - timestamp(evidence.at) < duration('30d') => column 40: '30d' is no duration; CEL knows no days: write duration('720h')
            CHECK  => duration('2w') > duration('1h')  => column 9: '2w' is no duration; CEL knows no days: write duration('336h')
            CHECK  => duration('soon') > duration('1h') => column 9: 'soon' is no duration; the units are h, m and s, as in duration('48h')
            CHECK  => now > timestamp('2026-01-31')    => column 16: '2026-01-31' is no time; write timestamp('2026-01-31T00:00:00Z')
            CHECK  => evidence.a.matches('[')          => column 19: '[' is no regular expression, or too large a one; the syntax is RE2's, and it compiles to at most 1000 instructions
            CHECK  => evidence.a.matches('(a{1,200}){1,200}') => column 19: '(a{1,200}){1,200}' is no regular expression, or too large a one; the syntax is RE2's, and it compiles to at most 1000 instructions
            CHECK  => evidence.a.matches('(a{1,50}){1,50}') => column 19: '(a{1,50}){1,50}' is no regular expression, or too large a one; the syntax is RE2's, and it compiles to at most 1000 instructions
            CHECK  => evidence.a % 2 == 1       => column 12: numbers of the data are decimals, which % does not take; write int(evidence.field) % 2
            CHECK  => size(evidence.a) + evidence.b > 3 => column 18: a whole number and a number of the data, which is a decimal, are not reckoned with each other; put double(...) around the whole number, as in double(size(evidence.list))
            CHECK  => size(evidence.a) * 1.5 > 3 => column 18: * does not take a whole number and a decimal; put double(...) around the whole number
            CHECK  => 'a' > 3                   => column 5: > does not take text and a whole number
            CHECK  => evidence.owner != null    => column 16: a field that is null counts as absent, so nothing equals null; write has(evidence.field)
            CHECK  => Money{amount: 3} == evidence.a => column 6: objects of a named type are not known here; leave the name out: {'a': 1}
            """)
    void givenAFault_whenCompiled_thenItSaysWhereAndWhatToWriteInstead(Question question, String cel, String message) {
        assertThatThrownBy(() -> question.compile(cel))
                .isInstanceOf(ExpressionException.class)
                .hasMessage(message);
    }

    @Test
    void givenALongOne_whenCompiled_thenItIsRefused() {
        String fits = "true || ".repeat(249) + "true";

        assertThat(Question.CHECK.compile(fits).text()).isEqualTo(fits);
        assertThatThrownBy(() -> Question.CHECK.compile(fits + " || true"))
                .hasMessage("column 2001: is longer than 2000 characters; make two checks of it");
    }

    @Test
    void givenADeepOne_whenCompiled_thenItIsRefused() {
        for (String deep : new String[] {
            "(".repeat(200) + "true" + ")".repeat(200),
            "evidence" + ".a".repeat(200),
            "[".repeat(200) + "]".repeat(200) + " == []",
        }) {
            assertThatThrownBy(() -> Question.CHECK.compile(deep))
                    .hasMessage("column 1: is nested too deeply; make two checks of it");
        }
    }

    @Test
    void givenAFault_whenCaught_thenItsPartsAreThere() {
        assertThatThrownBy(() -> Question.CHECK.compile("evidence.a % 2 == 1"))
                .isInstanceOfSatisfying(ExpressionException.class, e -> {
                    assertThat(e.reason()).isEqualTo("numbers of the data are decimals, which % does not take");
                    assertThat(e.column()).isEqualTo(12);
                    assertThat(e.remedy()).contains("write int(evidence.field) % 2");
                });
    }

    @Test
    void whatARewritingPutsInCannotBeWritten() {
        assertThatThrownBy(() -> Question.CHECK.compile("@field(evidence, 'a', 'b', '') == 3"))
                .isInstanceOf(ExpressionException.class);
    }
}
