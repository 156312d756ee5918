/// Every verb of the program, in the order in which help lists them.
let verbTable = VerbTable(verbs: [
  .initialize, .serve, .status, .reload, .ask, .chat, .explain, .test, .replay,
  .knowledgeLoad, .knowledgeList, .knowledgeShow, .knowledgeSearch, .knowledgeEval,
  .knowledgeVersions, .knowledgeRollback,
  .configCheck, .configShow, .configSchema,
  .chatsList, .chatsShow, .chatsExport, .chatsImport, .chatsDelete, .chatsJudgments,
  .jobsList, .jobsRetry, .unanswered,
  .pluginList, .personaList, .personaShow,
  .version, .help, .completions,
])
