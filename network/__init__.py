"""What reading sources and sending alerts share: which addresses may be dialled, dialling them, deadlines."""
