/// Every verb of the program, in the order in which help lists them.
let verbTable = VerbTable(verbs: [
  .ask, .chat, .explain, .initialize,
  .knowledgeLoad, .knowledgeList, .knowledgeShow, .knowledgeSearch,
  .configCheck, .configShow, .configSchema,
  .pluginList, .personaList, .personaShow,
  .version, .help, .completions,
])
