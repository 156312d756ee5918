import Glibc

exit(await KnowledgeService.run(arguments: Array(CommandLine.arguments.dropFirst())))
