@echo off
chcp 65001 >nul
set NODE_OPTIONS=
set NODE_PATH=
if "%PLUMBLINE_DATA%"=="" set "PLUMBLINE_DATA=%~dp0data"
"%~dp0program\node.exe" "%~dp0program\dist\server\plumbline.mjs" %*
