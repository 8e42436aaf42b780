mod create_request;
mod erase_request;
mod get_result;
mod verify;
mod verify_request;
mod verify_v4;
