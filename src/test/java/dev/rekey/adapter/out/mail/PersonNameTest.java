package dev.rekey.adapter.out.mail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PersonNameTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Maria",
        "maria",
        "maria svensson",
        "MARIA SVENSSON",
        "Elisabeth Johansson-Lindqvist",
        "Åsa Öberg",
        "Jean-Luc d'Ormesson",
        "Séamus Ó Súilleabháin",
        "Conor O'Brien",
        "Conor O’Brien",
        "Sinéad Ní Bhraonáin",
        "Angus MacDonald",
        "Ludwig van Beethoven",
        "Vincent van 't Hoff",
        "Otto von Bismarck",
        "Maria da Conceição dos Santos Silva",
        "Pablo Diego José Francisco de Paula",
        "Ortega y Gasset",
        "Gabriel García Márquez",
        "Lucia della Robbia",
        "Giovanni D’Angelo",
        "François de La Rochefoucauld",
        "Zoë Kravitz",
        "Þórunn Jónsdóttir",
        "Øyvind Kjærgård",
        "Zażółć Gęślą",
        "Łukasz Wiśniewski",
        "Jiří Dvořák",
        "Şükrü Çağlayan",
        "İbrahim Işık",
        "Nguyễn Thị Minh Khai",
        "Đặng Văn Lâm",
        "Анна Каренина",
        "Фёдор Михайлович Достоевский",
        "Олександр Нестеренко",
        "Γιώργος Σεφέρης",
        "Արամ Խաչատրյան",
        "ნინო ჭავჭავაძე",
        "יוסף בן דוד",
        "محمد بن سلمان",
        "Muhammad ibn Abdullah",
        "Khalid al-Rashid",
        "Aminah bint Wahb",
        "नरेन्द्र मोदी",
        "শেখ হাসিনা",
        "இளையராஜா",
        "สมชาย ใจดี",
        "山田 太郎",
        "山田　太郎",
        "さくら",
        "エリザベス・ヨハンソン",
        "Åsa 山田",
        "王小明",
        "欧阳娜娜",
        "阿依古丽·买买提",
        "김철수",
        "Kim Chul-soo",
        "Kealiʻi Reichel",
        "J. R. R. Tolkien",
        "Martin Luther King Jr.",
        "St. John Smith",
        "Dr. Ana Pérez",
        "X",
        "李"
      })
  void aNameOfAnyCultureIsOne(String name) {
    assertThat(PersonName.isOne(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Your account is locked. Call +46 8 123 456",
        "Your account is locked",
        "You have won a prize",
        "Please call our support team",
        "Call 0800 123 456 now",
        "+46 70 123 45 67",
        "Click evil.example",
        "https://evil.example/win",
        "Win at evil.example now",
        "www.evil",
        "evil.example",
        "support@evil.example",
        "@evil",
        "Maria, your password expires",
        "Maria! Act now",
        "Maria?",
        "Maria: pay 100",
        "Maria; pay",
        "Maria (see below)",
        "Maria/Evil",
        "Maria \\ Evil",
        "Pay €100",
        "100% free",
        "Maria & Evil",
        "Maria = Evil",
        "Maria | Evil",
        "Maria_Evil",
        "<b>Maria</b>",
        "Maria\nYour account is locked",
        "Maria\tEvil",
        "\u202egnihtemos",
        "Maria\u200b",
        "Maria \uD83C\uDF81",
        "Win A Brand New Phone Today Here",
        "您的账户已被锁定请致电",
        "アカウントがロックされました。電話",
        "Ihr Konto wurde gesperrt",
        "Votre compte est bloqué",
        "Ditt konto är låst",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        " ",
        ""
      })
  void aMessageIsNoName(String text) {
    assertThat(PersonName.isOne(text)).isFalse();
  }
}
