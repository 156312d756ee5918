extension EnglishPhrases {
  var smallTalk: SmallTalkPatterns { EnglishPhrases.smallTalkPatterns }

  private static let smallTalkPatterns = SmallTalkPatterns(
    SmallTalkLists(
      greeting: [
        "hello", "hi", "hey", "hiya", "howdy", "good morning", "good afternoon", "good evening",
        "good day", "greetings", "how are you", "how are you doing", "how do you do",
        "hows it going",
        "whats up", "nice to meet you",
      ],
      thanks: [
        "thanks", "thank you", "thx", "ty", "cheers", "much appreciated", "i appreciate it",
        "that helps", "that helped", "that was helpful", "very helpful", "no thanks",
        "no thank you", "thanks for your help", "thanks for the help", "thank you for your help",
        "thank you for the help", "thanks for helping", "well done", "good job", "nice job",
      ],
      goodbye: [
        "bye", "goodbye", "good bye", "bye bye", "see you", "see ya", "good night", "farewell",
        "have a nice day", "have a good day", "take care", "thats all", "that is all",
        "that will be all",
      ],
      identity: [
        "who are you", "what are you", "who is this", "who am i talking to",
        "who am i speaking to", "what is your name", "whats your name", "do you have a name",
        "are you a bot", "are you a robot", "are you a human", "are you human", "are you a person",
        "are you real", "are you a real person", "are you an ai", "are you ai", "are you chatgpt",
        "are you a machine", "are you a language model", "introduce yourself",
        "tell me about yourself",
      ],
      insult: [
        "idiot", "you idiot", "stupid", "you are stupid", "youre stupid", "dumb", "you are dumb",
        "youre dumb", "moron", "you moron", "useless", "you are useless", "youre useless",
        "you suck", "you are the worst", "youre the worst", "shut up", "fuck", "fuck you",
        "fuck off", "bullshit", "you are an idiot", "youre an idiot", "i hate you",
        "you are terrible", "this is useless", "this is stupid", "go to hell", "asshole",
        "stupid bot", "dumb bot", "useless bot", "piece of shit", "crap", "you are rubbish",
        "you are no help", "youre no help",
      ],
      help: [
        "help", "help me", "i need help", "can you help me", "could you help me",
        "please help me", "what can you do", "what do you do", "what can i ask",
        "what can i ask you", "how does this work", "how do you work", "what can you help me with",
        "how can you help me", "what do you know", "what can you tell me",
      ],
      affirmation: [
        "yes", "yes please", "yeah", "yep", "ok", "okay", "sure", "alright", "all right", "fine",
        "great", "perfect", "good", "nice", "cool", "got it", "i see", "no", "nope", "sounds good",
        "wonderful", "excellent", "interesting",
      ],
      fillers: [
        "there", "so", "very", "much", "a", "lot", "you", "for", "the", "your", "help", "again",
        "please", "oh", "well", "and", "then", "now", "really", "just", "all", "everyone", "bot",
        "exactly", "to", "me", "dear", "sir", "madam", "my", "friend", "that", "thats", "is",
        "was", "but", "are", "youre", "such", "an", "fucking", "bloody", "complete", "total",
      ]))
}
