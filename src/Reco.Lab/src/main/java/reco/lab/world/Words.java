package reco.lab.world;

import java.util.List;
import java.util.random.RandomGenerator;

/** Words that titles, descriptions and names are made of. */
final class Words {
  static final List<String> ADJECTIVES =
      words(
          "Silent, Golden, Last, Hidden, Broken, Crimson, Distant, Endless, Forgotten, Frozen,"
              + " Gentle, Hollow, Invisible, Lonely, Lucky, Midnight, Northern, Paper, Quiet,"
              + " Restless, Second, Secret, Seventh, Silver, Southern, Stolen, Strange, Velvet,"
              + " Wandering, Wild, Winter, Wooden, Burning, Careless, Faithful, Glass");
  static final List<String> PLACES =
      words(
          "Lisbon, Kyoto, Tromsø, Marseille, Cork, Trieste, Valparaíso, Gdańsk, Porto, Bergen,"
              + " Palermo, Cádiz, Zanzibar, Quebec, Odense, Ljubljana, Tangier, Bruges, Havana,"
              + " Leith, Salzburg, Oaxaca, Riga, Toledo, Nagasaki, Galway, Naples, Dresden");
  static final List<String> MOODS =
      words(
          "A slow-burning, A warm, A restless, A sharp, A tender, A playful, An unsettling,"
              + " A sweeping, A quiet, A fast, A bittersweet, A sly");
  static final List<String> FIRST_NAMES =
      words(
          "Ines, Jonas, Amara, Tomás, Freya, Kenji, Leila, Mateo, Nadia, Oskar, Priya, Rafael,"
              + " Saskia, Teodor, Uma, Viktor, Wanda, Yusuf, Zofia, Bruno, Celia, Dimitri, Elsa,"
              + " Farid, Greta, Hugo, Ida, Jamal, Karin, Luca");
  static final List<String> LAST_NAMES =
      words(
          "Duarte, Lindqvist, Okafor, Marín, Haugen, Tanaka, Rahimi, Vargas, Petrova, Nyberg,"
              + " Menon, Castellano, de Vries, Kowalski, Brennan, Moreau, Santoro, Demir, Novak,"
              + " Fischer, Almeida, Ivanov, Jansen, Karimi, Berg, Olsen, Romano, Silva, Weber,"
              + " Zeman");

  private Words() {}

  static <T> T any(List<T> choices, RandomGenerator random) {
    return choices.get(random.nextInt(choices.size()));
  }

  private static List<String> words(String list) {
    return List.of(list.split(", "));
  }
}
