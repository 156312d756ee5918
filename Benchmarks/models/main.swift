import Glibc
import ParleyModels

exit(await Measurement.run(arguments: Array(CommandLine.arguments.dropFirst())))
