package dev.rekey.adapter.out.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.application.port.customer.Customers.Position;
import dev.rekey.domain.customer.CustomerId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// A realm of many pieces: it answers as Keycloak does, by number alone.
class UserPageReaderTest {
  private static final int PIECE = 3;

  private final List<String> realm = new ArrayList<>();
  private int asked;

  private final UserPageReader list =
      new UserPageReader(this::piece, _ -> Optional.empty(), PIECE, 2);

  @Test
  void everybodyIsReadOnceOverManyPieces() {
    fill("c", 20);

    assertThat(pages(null, 4)).containsExactlyElementsOf(realm);
    assertThat(pages(null, 1)).containsExactlyElementsOf(realm);
    assertThat(pages(null, 50)).containsExactlyElementsOf(realm);
  }

  @Test
  void thoseWhomNobodyCouldNameAreLeftOutAndEndNoPage() {
    fill("c", 4);
    fill("f:ldap:", 9);
    fill("d", 5);

    assertThat(pages(null, 4))
        .hasSize(9)
        .containsExactlyElementsOf(realm.stream().filter(id -> !id.contains(":")).toList());
  }

  @Test
  void aSearchThatTheRealmTakesTooWidelyComesToItsEnd() {
    for (int i = 0; i < 12; i++) {
      realm.add("anna-" + i);
      realm.add("anna b " + i);
      realm.add("anna-x-" + i);
    }
    realm.replaceAll(id -> id.replace(' ', '_'));

    List<String> seen = pages("anna_b", 2);

    assertThat(seen).hasSize(12).doesNotHaveDuplicates().allMatch(id -> id.contains("anna_b"));
  }

  @Test
  void whoeverIsDeletedMeanwhileHidesNobody() {
    fill("c", 30);
    List<String> expected = List.copyOf(realm.subList(12, 30));
    Position behind = new Position(new CustomerId(list.read(null, null, 12).getLast().id()), 12);

    realm.subList(0, 9).clear();

    assertThat(ids(list.read(null, behind, 50))).containsExactlyElementsOf(expected);
  }

  @Test
  void whereTheLastOneIsGoneNobodyIsLeftOut() {
    fill("c", 30);
    List<String> expected = List.copyOf(realm.subList(12, 30));
    Position behind = new Position(new CustomerId(list.read(null, null, 12).getLast().id()), 12);

    realm.subList(10, 12).clear();

    assertThat(ids(list.read(null, behind, 50))).containsAll(expected);
  }

  @Test
  void oneWhoIsGoneCostsNoWalkThroughAllOthers() {
    fill("c", 3_000);
    List<String> everybody = List.copyOf(realm);
    List<String> seen = new ArrayList<>();
    Position after = null;
    List<KeycloakUser> page;
    do {
      page = list.read(null, after, 2);
      seen.addAll(ids(page));
      if (!page.isEmpty()) {
        String last = page.getLast().id();
        after = new Position(new CustomerId(last), (after == null ? 0 : after.offset()) + 2);
        if (seen.size() == 200) {
          realm.remove(last);
        }
      }
    } while (page.size() == 2);

    assertThat(seen).containsAll(everybody);
    assertThat(asked).isLessThan(3 * 3_000);
  }

  @Test
  void aSearchWithoutAnythingToSearchByAsksNobody() {
    fill("c", 9);

    assertThat(list.read("\"", null, 9)).isEmpty();
    assertThat(list.read("* \\", null, 9)).isEmpty();
    assertThat(asked).isZero();
  }

  @Test
  void aSearchThatFindsNobodyAmongVeryManyGivesUp() {
    fill("c", 1_000);

    assertThat(list.read("c\" c", null, 9)).isEmpty();
    assertThat(asked).isEqualTo(25);
  }

  private void fill(String prefix, int count) {
    for (int i = 0; i < count; i++) {
      realm.add(prefix + (1000 + i));
    }
  }

  /// Reads all pages as an administrator does, and no more than there can be.
  private List<String> pages(@Nullable String query, int most) {
    List<String> seen = new ArrayList<>();
    Position after = null;
    List<KeycloakUser> page;
    do {
      page = list.read(query, after, most);
      seen.addAll(ids(page));
      if (!page.isEmpty()) {
        long before = after == null ? 0 : after.offset();
        after = new Position(new CustomerId(page.getLast().id()), before + most);
      }
    } while (page.size() == most && seen.size() <= realm.size());
    return seen;
  }

  private static List<String> ids(List<KeycloakUser> users) {
    return users.stream().map(KeycloakUser::id).toList();
  }

  private List<KeycloakUser> piece(@Nullable String search, long first, int most) {
    asked++;
    return realm.stream()
        .skip(first)
        .limit(most)
        .map(id -> new KeycloakUser(id, null, null, null, true, 0, null))
        .toList();
  }
}
