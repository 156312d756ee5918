extension GermanPhrases {
  var smallTalk: SmallTalkPatterns { GermanPhrases.smallTalkPatterns }

  private static let smallTalkPatterns = SmallTalkPatterns(
    SmallTalkLists(
      greeting: [
        "hallo", "hi", "hey", "moin", "moin moin", "servus", "grüezi", "grüß gott", "grüss gott",
        "guten morgen", "guten tag", "guten abend", "tag", "wie geht es dir", "wie geht es ihnen",
        "wie gehts", "wie gehts dir",
      ],
      thanks: [
        "danke", "danke schön", "dankeschön", "vielen dank", "besten dank", "herzlichen dank",
        "tausend dank", "merci", "das hilft mir", "das hat geholfen", "sehr hilfreich",
        "nein danke", "danke für die hilfe", "danke für ihre hilfe", "danke für deine hilfe",
        "vielen dank für die hilfe", "vielen dank für ihre hilfe", "gut gemacht",
      ],
      goodbye: [
        "tschüss", "tschüß", "tschau", "ciao", "auf wiedersehen", "bis bald", "bis dann",
        "bis später", "gute nacht", "schönen tag", "einen schönen tag", "schönen abend",
        "das wars", "das war alles", "mach es gut", "machs gut",
      ],
      identity: [
        "wer bist du", "wer sind sie", "was bist du", "was sind sie", "wie heißt du",
        "wie heißen sie", "wie ist dein name", "wie ist ihr name", "bist du ein mensch",
        "sind sie ein mensch", "bist du ein bot", "bist du ein roboter", "sind sie ein roboter",
        "sind sie ein bot", "bist du eine ki", "sind sie eine ki", "bist du chatgpt",
        "bist du echt", "mit wem spreche ich", "stell dich vor", "stellen sie sich vor",
      ],
      insult: [
        "idiot", "du idiot", "blödmann", "dummkopf", "trottel", "du bist dumm", "du bist blöd",
        "bist du dumm", "bist du blöd", "sie sind dumm", "du bist nutzlos", "sie sind nutzlos",
        "nutzlos", "dumm", "blöd", "halt die klappe", "halts maul", "halt den mund", "scheiße",
        "scheiß bot", "mist", "so ein mist", "arschloch", "du nervst", "leck mich", "verpiss dich",
        "blöde kuh", "blöder bot", "dummer bot", "du bist ein idiot", "ich hasse dich",
      ],
      help: [
        "hilfe", "hilf mir", "helfen sie mir", "ich brauche hilfe", "kannst du mir helfen",
        "können sie mir helfen", "was kannst du", "was können sie", "was kann ich fragen",
        "was kann ich dich fragen", "was kann ich sie fragen", "wie funktioniert das",
        "wobei kannst du helfen", "wobei können sie mir helfen", "was weißt du",
      ],
      affirmation: [
        "ja", "ja bitte", "jawohl", "ok", "okay", "gut", "sehr gut", "prima", "super", "toll",
        "klar", "in ordnung", "alles klar", "verstehe", "verstanden", "genau", "perfekt", "nein",
        "schön", "wunderbar",
      ],
      fillers: [
        "sehr", "so", "mal", "bitte", "denn", "dann", "und", "ihnen", "dir", "für", "die", "ihre",
        "deine", "hilfe", "auch", "noch", "eigentlich", "da", "alle", "zusammen", "na", "oh",
        "ach", "aber", "doch", "jetzt", "du", "sie", "wirklich", "echt", "das", "ist", "war",
        "ein", "eine", "bot", "nur", "einfach", "schon",
      ]))
}
