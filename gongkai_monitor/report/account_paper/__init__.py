"""Papers about accounts: 整改通知书, 关停建议 dossier and list, 注销公告, monthly list."""
