package reco.lab.world;

import java.util.List;

/** The genres of the simulated catalogue, each with the things that its titles are about. */
enum Genre {
  ADVENTURE("Adventure", 6, "Voyage, Compass, Expedition, Island, Caravan, Summit, Map, Crossing"),
  ANIMATION("Animation", 0, "Fox, Balloon, Toymaker, Lantern, Acorn, Robot, Kite, Snowflake"),
  COMEDY("Comedy", 6, "Wedding, Landlord, Holiday, Reunion, Understudy, Neighbour, Picnic, Alibi"),
  COOKING("Cooking", 0, "Kitchen, Table, Harvest, Bakery, Market, Feast, Recipe, Spice"),
  CRIME("Crime", 16, "Heist, Witness, Inspector, Ledger, Alibi, Informant, Vault, Verdict"),
  DOCUMENTARY(
      "Documentary", 0, "River, Archive, Glacier, Factory, Orchestra, Border, Forest, City"),
  DRAMA("Drama", 12, "Letter, Harbour, Inheritance, Garden, Promise, Bridge, Season, Silence"),
  FAMILY("Family", 0, "Treehouse, Pony, Summer, Grandmother, Lighthouse, Puppy, Circus, Secret"),
  FANTASY("Fantasy", 12, "Dragon, Crown, Oracle, Tower, Spell, Kingdom, Shadow, Blade"),
  HISTORY("History", 12, "Empire, Siege, Queen, Treaty, Fleet, Rebellion, Chronicle, Dynasty"),
  HORROR("Horror", 18, "House, Whisper, Cellar, Mirror, Hollow, Ritual, Doll, Corridor"),
  MUSIC("Music", 0, "Song, Quartet, Stage, Record, Chorus, Encore, Ballad, Piano"),
  MYSTERY("Mystery", 12, "Riddle, Manuscript, Stranger, Clock, Portrait, Cipher, Key, Manor"),
  NATURE("Nature", 0, "Ocean, Wolf, Savanna, Reef, Migration, Mountain, Rainforest, Falcon"),
  ROMANCE("Romance", 12, "Heart, Letter, Summer, Vineyard, Dance, Kiss, Sunset, Promise"),
  SCIENCE_FICTION(
      "Science Fiction", 12, "Orbit, Signal, Colony, Machine, Eclipse, Star, Clone, Horizon"),
  SPORT("Sport", 0, "Goal, Marathon, Champion, Season, Ring, Comeback, Relay, Captain"),
  THRILLER("Thriller", 16, "Hunter, Deadline, Passenger, Double, Signal, Hostage, Escape, Trap");

  private final String category;
  private final int typicalMinAge;
  private final String nouns;

  Genre(String category, int typicalMinAge, String nouns) {
    this.category = category;
    this.typicalMinAge = typicalMinAge;
    this.nouns = nouns;
  }

  static final List<Genre> ALL = List.of(values());

  /** The name that the catalogue shows. */
  String category() {
    return category;
  }

  /** Youngest age allowed of its stricter items, years. */
  int typicalMinAge() {
    return typicalMinAge;
  }

  List<String> nouns() {
    return List.of(nouns.split(", "));
  }
}
