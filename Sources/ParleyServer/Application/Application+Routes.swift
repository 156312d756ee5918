import ParleyPlugin

extension Application {
  /// Every route; the order in which a path is looked up and `/openapi.json` lists.
  static let routes: [Route] =
    chatRoutes + versionRoutes + sessionRoutes + historyRoutes + archiveRoutes + engineRoutes
    + sourceRoutes + completionRoutes + memoryRoutes + usageRoutes + adminRoutes + findingRoutes
    + auditRoutes + operationRoutes
}
