@echo off
chcp 65001 >nul
rem To listen elsewhere or to print another address, take "rem" away:
rem set PORT=8081
rem set PLUMBLINE_URL=http://192.168.1.10:8080
set NODE_OPTIONS=
set NODE_PATH=
if not "%~1"=="" set "PLUMBLINE_DATA=%~1"
if "%PLUMBLINE_DATA%"=="" set "PLUMBLINE_DATA=%~dp0data"
"%~dp0program\node.exe" "%~dp0program\dist\server\portable.mjs"
echo.
pause
