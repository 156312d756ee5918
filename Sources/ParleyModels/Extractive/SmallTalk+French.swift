extension FrenchPhrases {
  var smallTalk: SmallTalkPatterns { FrenchPhrases.smallTalkPatterns }

  private static let smallTalkPatterns = SmallTalkPatterns(
    SmallTalkLists(
      greeting: ["bonjour", "bonsoir", "salut", "coucou", "comment allez vous", "ça va"],
      thanks: ["merci", "merci beaucoup", "mille mercis", "non merci", "merci de votre aide"],
      goodbye: ["au revoir", "à bientôt", "bonne journée", "bonne soirée", "bonne nuit", "adieu"],
      identity: [
        "qui êtes vous", "qui es tu", "quel est votre nom", "quel est ton nom",
        "êtes vous un robot",
        "es tu un robot", "êtes vous humain", "es tu humain", "êtes vous une ia", "es tu une ia",
        "comment tappelles tu", "comment vous appelez vous",
      ],
      insult: [
        "idiot", "imbécile", "stupide", "tu es stupide", "tu es nul", "vous êtes nul", "nul",
        "ta gueule", "merde", "inutile", "connard", "tu es bête",
      ],
      help: [
        "aide", "aidez moi", "aide moi", "que savez vous faire", "que sais tu faire",
        "que pouvez vous faire", "comment ça marche", "que puis je demander",
      ],
      affirmation: ["oui", "daccord", "ok", "bien", "très bien", "parfait", "super", "non"],
      fillers: ["bien", "très", "beaucoup", "vous", "toi", "et", "alors", "pour", "tout", "donc"]))
}
